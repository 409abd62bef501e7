import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { PageLink } from '../../ui/link.js';
import { PageHeading } from '../../ui/page-heading.js';
import { formatDate, ukDateOf } from '../../words/dates.js';
import { useSentPage } from './use-sent-page.js';
import type { SentReferralNote } from './use-refer-page.js';

const summaryOf = (note: SentReferralNote): string =>
  `Referred to ${note.providerName} on ${formatDate(ukDateOf(note.submittedAt))}. ` +
  `Reference ${note.reference}. First contact by ${formatDate(note.contactBy)}.`;

const CopySummary = ({ note }: { note: SentReferralNote }) => {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(summaryOf(note));
      setSaid('Copied.');
    } catch {
      setSaid('This browser did not let us copy. Select the text above and copy it.');
    }
  };
  return (
    <section aria-labelledby="for-the-record">
      <h2 id="for-the-record" className="nhsuk-heading-m">
        For the patient’s record
      </h2>
      <p className="tr-copy">{summaryOf(note)}</p>
      <div className="tr-buttons">
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary"
          onClick={() => void copy()}
        >
          Copy summary
        </button>
      </div>
      <p role="status" className="tr-status-line">
        {said}
      </p>
    </section>
  );
};

/** Who will be in touch and by when; a page that was loaded anew knows no more than the referral. */
export const SentPage = () => {
  const { id } = useParams({ from: '/signed-in/refer/sent/$id' });
  const note = useSentPage(id);
  return (
    <div className="tr-text">
      <div className="nhsuk-panel tr-panel">
        <PageHeading title="Referral sent" />
        {note && (
          <p>
            {note.patientName}
            <br />
            Reference {note.reference}
          </p>
        )}
      </div>
      {note && (
        <>
          <h2 className="nhsuk-heading-m">What happens next</h2>
          <p>
            A link worker at {note.providerName} will {note.mayPhone ? 'call' : 'contact'}{' '}
            {note.patientName} by {formatDate(note.contactBy)}.
          </p>
          <CopySummary note={note} />
        </>
      )}
      <p>
        You can{' '}
        <PageLink to="/my-referrals/$id" params={{ id }}>
          see how this referral is going
        </PageLink>{' '}
        at any time.
      </p>
      <PageLink className="nhsuk-button" to="/refer">
        Refer another patient
      </PageLink>
    </div>
  );
};
