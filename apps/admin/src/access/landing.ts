import type { Role } from '#contract/client.js';

export interface MenuItem {
  readonly to:
    | '/refer'
    | '/my-referrals'
    | '/caseload'
    | '/messages'
    | '/inbox'
    | '/team'
    | '/venue'
    | '/audit';
  readonly label: string;
}

const MENUS: Record<Role, readonly [MenuItem, ...MenuItem[]]> = {
  referrer: [
    { to: '/refer', label: 'Refer a patient' },
    { to: '/my-referrals', label: 'My referrals' },
  ],
  link_worker: [
    { to: '/caseload', label: 'My caseload' },
    { to: '/messages', label: 'Messages that need you' },
  ],
  team_lead: [
    { to: '/inbox', label: 'New referrals' },
    { to: '/team', label: 'Team' },
    { to: '/caseload', label: 'Caseload' },
    { to: '/messages', label: 'Messages that need you' },
  ],
  venue_staff: [{ to: '/venue', label: 'Sessions' }],
  administrator: [{ to: '/audit', label: 'Audit' }],
  auditor: [{ to: '/audit', label: 'Audit' }],
};

export const menuOf = (role: Role): readonly MenuItem[] => MENUS[role];

/** Where a role starts. */
export const landingOf = (role: Role): MenuItem['to'] => MENUS[role][0].to;

/** Only addresses of this service are followed after signing in. */
export const safeReturnTo = (to: unknown): string | undefined =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : undefined;
