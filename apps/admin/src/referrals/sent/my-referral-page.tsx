import { useParams } from '@tanstack/react-router';
import { PageLink } from '../../ui/link.js';
import { PageHeading } from '../../ui/page-heading.js';
import { isNotFound, NotFoundPage, QueryState } from '../../ui/states.js';
import { ContactSection, SharingSection, WhySection } from '../referral/about-sections.js';
import { HistorySection } from '../referral/history-section.js';
import { PatientBar } from '../referral/patient-bar.js';
import { useReferral } from '../referral/use-referral.js';

/** How a referral is going, for the practice that sent it. */
export const MyReferralPage = () => {
  const { id } = useParams({ from: '/signed-in/my-referrals/$id' });
  const query = useReferral(id);
  if (isNotFound(query)) return <NotFoundPage />;
  const referral = query.data;
  return (
    <>
      {referral && <PatientBar referral={referral} />}
      <PageLink className="nhsuk-back-link" to="/my-referrals">
        Back to my referrals
      </PageLink>
      <PageHeading
        title="How the referral is going"
        caption={referral ? `Referral ${referral.reference}` : 'Referral'}
      >
        {referral?.patient.name ?? 'How the referral is going'}
      </PageHeading>
      <QueryState what="the referral" query={query} />
      {referral && (
        <div className="tr-two">
          <div>
            <HistorySection referral={referral} />
          </div>
          <div>
            <WhySection referral={referral} />
            <ContactSection referral={referral} />
            <SharingSection referral={referral} />
          </div>
        </div>
      )}
    </>
  );
};
