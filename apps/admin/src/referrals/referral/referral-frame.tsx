import type { ReactNode } from 'react';
import type { ReferralDetail } from '#contract/client.js';
import { PageLink } from '../../ui/link.js';
import { PageHeading } from '../../ui/page-heading.js';
import { isNotFound, NotFoundPage, QueryState } from '../../ui/states.js';
import { PatientBar } from './patient-bar.js';
import { useReferral } from './use-referral.js';

interface Props {
  readonly id: string;
  readonly title: string;
  /** What stands above the heading, such as the error summary. */
  readonly before?: ReactNode;
  readonly children: (referral: ReferralDetail) => ReactNode;
}

/** The frame of a page under a referral: whose it is, the way back, and one heading. */
export const ReferralFrame = ({ id, title, before, children }: Props) => {
  const query = useReferral(id);
  if (isNotFound(query)) return <NotFoundPage />;
  return (
    <>
      {query.data && <PatientBar referral={query.data} />}
      <PageLink className="nhsuk-back-link" to="/referrals/$id" params={{ id }}>
        Back to the referral
      </PageLink>
      {before}
      <PageHeading title={title} caption={query.data && `Referral ${query.data.reference}`} />
      <QueryState what="the referral" query={query} />
      {query.data && children(query.data)}
    </>
  );
};
