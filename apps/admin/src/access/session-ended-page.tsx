import { useSearch } from '@tanstack/react-router';
import { PageLink } from '../ui/link.js';
import { PageHeading } from '../ui/page-heading.js';

export const SessionEndedPage = () => {
  const { to } = useSearch({ from: '/session-ended' });
  return (
    <>
      <PageHeading title="Your session has ended" />
      <p>
        You were signed out because you had not used Trellis for a while. This keeps people’s
        details safe.
      </p>
      <p>Everything you saved is kept.</p>
      <PageLink className="nhsuk-button" to="/sign-in" search={{ to }}>
        Sign in
      </PageLink>
    </>
  );
};
