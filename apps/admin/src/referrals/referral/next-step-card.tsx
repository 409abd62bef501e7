import type { ReferralDetail } from '#contract/client.js';
import { PageLink } from '../../ui/link.js';
import { describeDue, formatDay, formatTime, today, ukDateOf } from '../../words/dates.js';
import { useCodeLists } from '../../words/use-code-lists.js';

const NextStep = ({ referral }: { referral: ReferralDetail }) => {
  const { titleOf } = useCodeLists();
  if (!referral.nextStep || !referral.nextStepOn) return <p>No next step.</p>;
  const due = describeDue(referral.nextStepOn, today());
  return (
    <p className="tr-next__step">
      {titleOf('next_steps', referral.nextStep)}{' '}
      <span className={`tr-due tr-due--${due.tone}`}>{due.text}</span>
    </p>
  );
};

/** What to do next and when, with the 3 commonest actions; only those that the API permits. */
export const NextStepCard = ({ referral }: { referral: ReferralDetail }) => {
  const may = (command: string) => referral.permittedCommands.includes(command);
  const { id, nextSessionAt } = referral;
  return (
    <section className="tr-next" aria-labelledby="next-step">
      <h2 id="next-step" className="nhsuk-heading-m">
        Next step
      </h2>
      <NextStep referral={referral} />
      {nextSessionAt && (
        <p>
          Next session: {formatDay(ukDateOf(nextSessionAt))}, {formatTime(nextSessionAt)}
        </p>
      )}
      <div className="tr-buttons">
        {may('record_contact') && (
          <PageLink className="nhsuk-button" to="/referrals/$id/contact" params={{ id }}>
            Record a contact
          </PageLink>
        )}
        {may('book') && (
          <PageLink
            className="nhsuk-button nhsuk-button--secondary"
            to="/referrals/$id/match"
            params={{ id }}
          >
            Find a session
          </PageLink>
        )}
        {may('change_contact_details') && (
          <PageLink
            className="nhsuk-button nhsuk-button--secondary"
            to="/referrals/$id/details"
            params={{ id }}
          >
            Change contact details
          </PageLink>
        )}
      </div>
    </section>
  );
};
