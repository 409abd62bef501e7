import type { ReactNode } from 'react';
import { ProblemError } from '#contract/client.js';
import { PageHeading } from './page-heading.js';
import { SUPPORT_PHONE } from './support-phone.js';

/** Nothing for 400 ms, then words. Nothing spins, nothing moves. */
export const Loading = ({ what }: { what: string }) => (
  <p role="status" className="tr-loading">
    Loading {what}…
  </p>
);

interface LoadFailedProps {
  readonly what: string;
  readonly retry: () => void;
}

export const LoadFailed = ({ what, retry }: LoadFailedProps) => (
  <div className="nhsuk-inset-text" role="alert">
    <p>We could not load {what}. Nothing has been lost.</p>
    <button
      type="button"
      className="nhsuk-button nhsuk-button--secondary nhsuk-u-margin-bottom-0"
      onClick={retry}
    >
      Try again
    </button>
  </div>
);

/** Why there is nothing, and what to do next. */
export const Empty = ({ children }: { children: ReactNode }) => (
  <div className="nhsuk-inset-text">{children}</div>
);

/** One page for "not there" and "not yours", in the same words, so that it gives nothing away. */
export const NotFoundPage = () => (
  <>
    <PageHeading title="Page not found" />
    <p>The page is not there, or your role does not open it.</p>
    <p>
      Check the address, go to <a href="/">your first page</a>, or call the Trellis team on{' '}
      {SUPPORT_PHONE} if you think you should see it.
    </p>
  </>
);

const isHidden = (error: unknown): boolean =>
  error instanceof ProblemError && [403, 404].includes(error.problem.status);

interface QueryStateProps {
  readonly what: string;
  readonly query: {
    readonly data: unknown;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
}

/** True when the page must give way to the not-found page. */
export const isNotFound = (query: { error: unknown; data: unknown }): boolean =>
  query.data === undefined && isHidden(query.error);

/** Loading words, or the error with "Try again"; nothing once there is data. */
export const QueryState = ({ what, query }: QueryStateProps) => {
  if (query.data !== undefined) return null;
  if (query.error) return <LoadFailed what={what} retry={() => void query.refetch()} />;
  return <Loading what={what} />;
};
