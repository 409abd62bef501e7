import { useParams } from '@tanstack/react-router';
import type { ReferralDetail } from '#contract/client.js';
import { SessionsThatFit } from '../../placements/sessions-that-fit.js';
import { PageHeading } from '../../ui/page-heading.js';
import { isNotFound, NotFoundPage, QueryState } from '../../ui/states.js';
import { ContactSection, MessagesSection, SharingSection, WhySection } from './about-sections.js';
import { BookingSection } from './booking-section.js';
import { HistorySection } from './history-section.js';
import { NextStepCard } from './next-step-card.js';
import { PatientBar } from './patient-bar.js';
import { useReferral } from './use-referral.js';

const Sections = ({ referral }: { referral: ReferralDetail }) => (
  <div className="tr-two">
    <div>
      {referral.audience !== 'colleague' && <NextStepCard referral={referral} />}
      {referral.permittedCommands.includes('book') && <SessionsThatFit referral={referral} />}
      <BookingSection referral={referral} />
      <HistorySection referral={referral} />
    </div>
    <div>
      <WhySection referral={referral} />
      <ContactSection referral={referral} />
      <MessagesSection referral={referral} />
      <SharingSection referral={referral} />
    </div>
  </div>
);

export const ReferralPage = () => {
  const { id } = useParams({ from: '/signed-in/referrals/$id' });
  const query = useReferral(id);
  if (isNotFound(query)) return <NotFoundPage />;
  const referral = query.data;
  return (
    <>
      {referral && <PatientBar referral={referral} />}
      <PageHeading
        title="Referral"
        caption={referral ? `Referral ${referral.reference}` : 'Referral'}
      >
        {referral?.patient.name ?? 'Referral'}
      </PageHeading>
      <QueryState what="the referral" query={query} />
      {referral && <Sections referral={referral} />}
    </>
  );
};
