import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Session } from '#contract/client.js';
import { clearFlash, turnPage } from '../ui/flash.js';
import { PageLink } from '../ui/link.js';
import { SERVICE_NAME } from '../ui/page-heading.js';
import { SuccessBanner } from '../ui/success-banner.js';
import { SUPPORT_PHONE } from '../ui/support-phone.js';
import { ROLE_WORDS } from '../words/catalogue.js';
import { menuOf } from './landing.js';
import { useSignOut } from './use-sign-out.js';

const Account = ({ session }: { session: Session }) => {
  const signOut = useSignOut();
  const { role, organisationName } = session.membership;
  return (
    <nav className="nhsuk-header__account" aria-label="Account">
      <ul className="nhsuk-header__account-list">
        <li className="nhsuk-header__account-item">
          <span className="tr-account-name">
            {session.user.displayName}
            <span className="tr-account-role">
              {ROLE_WORDS[role]}, {organisationName}
            </span>
          </span>
        </li>
        {session.memberships.length > 1 && (
          <li className="nhsuk-header__account-item">
            <PageLink className="nhsuk-header__account-link" to="/role">
              Change role
            </PageLink>
          </li>
        )}
        <li className="nhsuk-header__account-item">
          <button
            type="button"
            className="nhsuk-header__account-button"
            onClick={() => void signOut()}
          >
            Sign out
          </button>
        </li>
      </ul>
    </nav>
  );
};

const Menu = ({ session }: { session: Session }) => {
  const { pathname } = useLocation();
  return (
    <nav className="nhsuk-header__navigation" aria-label="Menu">
      <div className="nhsuk-header__navigation-container nhsuk-width-container tr-wide">
        <ul className="nhsuk-header__navigation-list tr-menu">
          {menuOf(session.membership.role).map(({ to, label }) => {
            const isCurrent = pathname === to;
            return (
              <li
                key={to}
                className={`nhsuk-header__navigation-item${isCurrent ? ' nhsuk-header__navigation-item--current' : ''}`}
              >
                <PageLink
                  className="nhsuk-header__navigation-link"
                  to={to}
                  current={isCurrent ? 'page' : undefined}
                >
                  {label}
                </PageLink>
              </li>
            );
          })}
        </ul>
      </div>
    </nav>
  );
};

const Header = ({ session }: { session: Session | null }) => (
  <header className="nhsuk-header nhsuk-header--inline tr-header">
    <div className="nhsuk-header__container nhsuk-width-container tr-wide">
      <div className="nhsuk-header__service">
        <PageLink className="nhsuk-header__service-name" to="/">
          {SERVICE_NAME}
        </PageLink>
      </div>
      {session && <Account session={session} />}
    </div>
    {session && <Menu session={session} />}
  </header>
);

const Footer = () => (
  <footer className="tr-footer">
    <div className="nhsuk-width-container tr-wide">
      <p>
        Need help? Call the Trellis team on <a href="tel:01632960001">{SUPPORT_PHONE}</a>, Monday to
        Friday, 9am to 5pm.
      </p>
      <p>
        <PageLink to="/accessibility">Accessibility statement</PageLink>
      </p>
    </div>
  </footer>
);

/** What is the same on every page, in the same place. */
export const Shell = ({ session, children }: { session: Session | null; children: ReactNode }) => {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shownPath = useRef(pathname);
  useEffect(() => {
    if (shownPath.current !== pathname) turnPage();
    shownPath.current = pathname;
  }, [pathname]);
  useEffect(() => clearFlash, []);
  return (
    <>
      <a
        className="nhsuk-skip-link"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to main content
      </a>
      <Header session={session} />
      <div className="nhsuk-width-container tr-wide">
        <main
          id="main"
          ref={main}
          tabIndex={-1}
          className="nhsuk-main-wrapper nhsuk-main-wrapper--s"
        >
          <SuccessBanner />
          {children}
        </main>
      </div>
      <Footer />
    </>
  );
};
