import { TextInput } from 'nhsuk-react-components';
import { PageLink } from '../../ui/link.js';
import { statusWords } from '../../words/catalogue.js';
import { formatDate, ukDateOf } from '../../words/dates.js';
import type { ReferPage } from './use-refer-page.js';

/** An open referral is said before the form, so that a second one is a decision and not an accident. */
export const OpenReferralNotice = ({ page }: { page: ReferPage }) => {
  const open = page.choice.kind === 'known' ? page.choice.patient.openReferrals : [];
  const name = page.choice.kind === 'known' ? page.choice.patient.givenName : 'This patient';
  if (open.length === 0 && !page.needsOverride) return null;
  return (
    <div className="tr-notice">
      <h2 className="nhsuk-heading-s">{name} already has an open referral</h2>
      {open.map((referral) => (
        <p key={referral.id}>
          {referral.linkWorkerName ?? referral.providerName} is already helping, since{' '}
          {formatDate(ukDateOf(referral.submittedAt))}. Status:{' '}
          {statusWords(referral.status).text.toLowerCase()}.{' '}
          <PageLink to="/my-referrals/$id" params={{ id: referral.id }}>
            See referral {referral.reference}
          </PageLink>
        </p>
      ))}
      {page.needsOverride && (
        <TextInput
          id="overrideReason"
          label="Why is another referral needed?"
          labelProps={{ size: 's' }}
          hint="You can send another one if you say why."
          error={page.answers.errorOf('overrideReason')}
          {...page.answers.form.register('overrideReason')}
        />
      )}
    </div>
  );
};
