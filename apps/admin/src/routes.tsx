import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { landingOf, safeReturnTo } from './access/landing.js';
import { SessionDialogs } from './access/session-dialogs.js';
import { Shell } from './access/shell.js';
import { type Runtime, sessionQuery, useRuntime } from './api.js';
import { parseCaseloadSearch } from './referrals/caseload/caseload-search.js';
import { parseSearch, stringifySearch } from './search-params.js';
import { LoadFailed, Loading, NotFoundPage } from './ui/states.js';

const Frame = () => {
  const { data } = useQuery({ ...sessionQuery(useRuntime()), enabled: false });
  return (
    <Shell session={data ?? null}>
      <Outlet />
    </Shell>
  );
};

const root = createRootRouteWithContext<Runtime>()({
  component: Frame,
  notFoundComponent: NotFoundPage,
  errorComponent: ({ reset }) => <LoadFailed what="the page" retry={reset} />,
});

const returnTo = (search: Record<string, unknown>): { to?: string | undefined } => ({
  to: safeReturnTo(search['to']),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: returnTo,
  component: lazyRouteComponent(() => import('./access/sign-in-page.js'), 'SignInPage'),
});

const sessionEnded = createRoute({
  getParentRoute: () => root,
  path: '/session-ended',
  validateSearch: returnTo,
  component: lazyRouteComponent(() => import('./access/session-ended-page.js'), 'SessionEndedPage'),
});

const accessibility = createRoute({
  getParentRoute: () => root,
  path: '/accessibility',
  component: lazyRouteComponent(
    () => import('./access/accessibility-page.js'),
    'AccessibilityPage',
  ),
});

/** Everything below needs a session; without one, sign in and come back to the same address. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery(context));
    if (!session) throw redirect({ to: '/sign-in', search: { to: safeReturnTo(location.href) } });
    return { session };
  },
  pendingComponent: () => <Loading what="Trellis" />,
  component: () => (
    <>
      <Outlet />
      <SessionDialogs />
    </>
  ),
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: landingOf(context.session.membership.role), replace: true });
  },
});

const page = <P extends string>(path: P) => ({ getParentRoute: () => signedIn, path });

const role = createRoute({
  ...page('/role'),
  component: lazyRouteComponent(() => import('./access/role-page.js'), 'RolePage'),
});
const refer = createRoute({
  ...page('/refer'),
  component: lazyRouteComponent(() => import('./referrals/refer/refer-page.js'), 'ReferPage'),
});
const referSent = createRoute({
  ...page('/refer/sent/$id'),
  component: lazyRouteComponent(() => import('./referrals/refer/sent-page.js'), 'SentPage'),
});
const myReferrals = createRoute({
  ...page('/my-referrals'),
  component: lazyRouteComponent(
    () => import('./referrals/sent/my-referrals-page.js'),
    'MyReferralsPage',
  ),
});
const myReferral = createRoute({
  ...page('/my-referrals/$id'),
  component: lazyRouteComponent(
    () => import('./referrals/sent/my-referral-page.js'),
    'MyReferralPage',
  ),
});
const inbox = createRoute({
  ...page('/inbox'),
  component: lazyRouteComponent(
    () => import('./referrals/team/new-referrals-page.js'),
    'NewReferralsPage',
  ),
});
const team = createRoute({
  ...page('/team'),
  component: lazyRouteComponent(() => import('./referrals/team/team-page.js'), 'TeamPage'),
});
const caseload = createRoute({
  ...page('/caseload'),
  validateSearch: parseCaseloadSearch,
  component: lazyRouteComponent(
    () => import('./referrals/caseload/caseload-page.js'),
    'CaseloadPage',
  ),
});
const referral = createRoute({
  ...page('/referrals/$id'),
  component: lazyRouteComponent(
    () => import('./referrals/referral/referral-page.js'),
    'ReferralPage',
  ),
});
const contact = createRoute({
  ...page('/referrals/$id/contact'),
  component: lazyRouteComponent(
    () => import('./support/record-contact-page.js'),
    'RecordContactPage',
  ),
});
const details = createRoute({
  ...page('/referrals/$id/details'),
  component: lazyRouteComponent(
    () => import('./patients/contact-details-page.js'),
    'ContactDetailsPage',
  ),
});
const match = createRoute({
  ...page('/referrals/$id/match'),
  component: lazyRouteComponent(
    () => import('./placements/find-session-page.js'),
    'FindSessionPage',
  ),
});
const cancelBooking = createRoute({
  ...page('/referrals/$id/bookings/$bookingId/cancel'),
  component: lazyRouteComponent(
    () => import('./placements/cancel-booking-page.js'),
    'CancelBookingPage',
  ),
});
const messages = createRoute({
  ...page('/messages'),
  component: lazyRouteComponent(() => import('./messaging/attention-page.js'), 'AttentionPage'),
});
const venue = createRoute({
  ...page('/venue'),
  component: lazyRouteComponent(() => import('./placements/sessions-page.js'), 'SessionsPage'),
});
const register = createRoute({
  ...page('/register/$sessionId'),
  component: lazyRouteComponent(
    () => import('./placements/register/register-page.js'),
    'RegisterPage',
  ),
});
const audit = createRoute({
  ...page('/audit'),
  component: lazyRouteComponent(() => import('./audit/audit-page.js'), 'AuditPage'),
});

const tree = root.addChildren([
  signIn,
  sessionEnded,
  accessibility,
  signedIn.addChildren([
    home,
    role,
    refer,
    referSent,
    myReferrals,
    myReferral,
    inbox,
    team,
    caseload,
    referral,
    contact,
    details,
    match,
    cancelBooking,
    messages,
    venue,
    register,
    audit,
  ]),
]);

export const createAppRouter = (context: Runtime) =>
  createRouter({
    routeTree: tree,
    context,
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPreload: false,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
