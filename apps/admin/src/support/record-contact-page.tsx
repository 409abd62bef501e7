import { useParams } from '@tanstack/react-router';
import { Textarea } from 'nhsuk-react-components';
import type { ReferralDetail } from '#contract/client.js';
import { ReferralFrame } from '../referrals/referral/referral-frame.js';
import { ConflictNotice } from '../ui/conflict-notice.js';
import { ChoiceGroup, Radios, Tick } from '../ui/forms/choices.js';
import { DateField } from '../ui/forms/date-field.js';
import { ErrorSummary } from '../ui/forms/error-summary.js';
import { SelectField } from '../ui/forms/select-field.js';
import { SubmitButton } from '../ui/forms/submit-button.js';
import { formatInstant } from '../words/dates.js';
import { timelineWords } from '../words/timeline-words.js';
import { useCodeLists } from '../words/use-code-lists.js';
import { mayEnd } from './contact-answers.js';
import { type RecordContactPage as Page, useRecordContactPage } from './use-record-contact-page.js';

const Conflict = ({ conflict }: { conflict: NonNullable<Page['conflict']> }) => {
  const { titleOf } = useCodeLists();
  const { newest } = conflict;
  return (
    <ConflictNotice title="This referral changed since you opened it">
      {newest && (
        <p>
          {newest.by ?? 'The service'}, {formatInstant(newest.at)}:{' '}
          {timelineWords(newest, titleOf).title}.
        </p>
      )}
      <p>Your answers are still here. Check the next step, then save again.</p>
    </ConflictNotice>
  );
};

const Attempts = ({ referral }: { referral: ReferralDetail }) => {
  const proposal = referral.contactProposal;
  if (!proposal?.proposed) return null;
  return (
    <div className="nhsuk-inset-text">
      <p>
        You have tried {proposal.attempts} times without reaching them. You may now stop trying, or
        try once more.
      </p>
    </div>
  );
};

const HappenedFields = ({ page }: { page: Page }) => {
  const { form, errorOf } = page.answers;
  const { choicesOf } = useCodeLists();
  return (
    <>
      <ChoiceGroup name="mode" legend="How did you contact them?" error={errorOf('mode')}>
        <Radios
          name="mode"
          columns
          choices={choicesOf('contact_modes')}
          field={form.register('mode')}
        />
      </ChoiceGroup>
      <ChoiceGroup name="outcome" legend="What happened?" error={errorOf('outcome')}>
        <Radios
          name="outcome"
          choices={choicesOf('contact_outcomes')}
          field={form.register('outcome')}
        />
      </ChoiceGroup>
      {form.watch('outcome') === 'did_not_want_help' && (
        <SelectField
          name="declineReason"
          label="Why did they not want help?"
          labelSize="s"
          empty="Choose a reason"
          choices={choicesOf('decline_reasons')}
          field={form.register('declineReason')}
          error={errorOf('declineReason')}
        />
      )}
      <Textarea
        id="note"
        rows={4}
        label="Notes (optional)"
        labelProps={{ size: 's' }}
        hint="Kept on this device until you save."
        error={errorOf('note')}
        {...form.register('note')}
      />
      <Tick
        name="noteShared"
        label="The GP practice may read this note"
        field={form.register('noteShared')}
      />
    </>
  );
};

interface NextStepProps {
  readonly page: Page;
  readonly referral: ReferralDetail;
}

const NextStepFields = ({ page, referral }: NextStepProps) => {
  const { form, errorOf } = page.answers;
  const { choicesOf } = useCodeLists();
  const isOptional = mayEnd(referral.contactDefaults, form.watch('outcome'));
  return (
    <>
      <SelectField
        name="nextStep"
        label={isOptional ? 'Next step, if there is one' : 'Next step'}
        labelSize="s"
        empty="Choose the next step"
        choices={choicesOf('next_steps')}
        field={form.register('nextStep')}
        error={errorOf('nextStep')}
      />
      <DateField
        name="nextStepOn"
        legend="On what date?"
        day={form.register('nextStepOn.day')}
        month={form.register('nextStepOn.month')}
        year={form.register('nextStepOn.year')}
        error={errorOf('nextStepOn')}
      />
    </>
  );
};

export const RecordContactPage = () => {
  const { id } = useParams({ from: '/signed-in/referrals/$id/contact' });
  const page = useRecordContactPage(id);
  const { answers, conflict } = page;
  const before = (
    <>
      {conflict && <Conflict conflict={conflict} />}
      <ErrorSummary errors={answers.errors} general={answers.general} attempt={answers.attempt} />
    </>
  );
  return (
    <ReferralFrame id={id} title="Record a contact" before={before}>
      {(referral) => (
        <form className="tr-text" noValidate onSubmit={answers.submit}>
          <Attempts referral={referral} />
          <HappenedFields page={page} />
          <NextStepFields page={page} referral={referral} />
          <SubmitButton words="Save contact" busyWords="Saving…" isBusy={answers.isSending} />
        </form>
      )}
    </ReferralFrame>
  );
};
