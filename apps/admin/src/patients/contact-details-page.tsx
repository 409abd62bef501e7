import { useParams } from '@tanstack/react-router';
import { Textarea, TextInput } from 'nhsuk-react-components';
import { ReferralFrame } from '../referrals/referral/referral-frame.js';
import { ConflictNotice } from '../ui/conflict-notice.js';
import { Facts } from '../ui/facts.js';
import { ChoiceGroup, Radios, Tick, Ticks } from '../ui/forms/choices.js';
import { ErrorSummary } from '../ui/forms/error-summary.js';
import { SubmitButton } from '../ui/forms/submit-button.js';
import { QueryState } from '../ui/states.js';
import { formatInstant } from '../words/dates.js';
import { type ContactDetailsAnswers, WAY_WORDS } from './contact-details-answers.js';
import {
  type ContactDetailsPage as Page,
  useContactDetailsPage,
} from './use-contact-details-page.js';

const Conflict = ({ page }: { page: Page }) => {
  if (!page.conflict) return null;
  const { recordedByName, recordedAt } = page.conflict.by;
  return (
    <ConflictNotice title="These details changed since you opened them">
      <p>
        {recordedByName ?? 'Somebody'} changed them on {formatInstant(recordedAt)}. Nothing of yours
        is saved yet.
      </p>
      {page.differences.length > 0 && (
        <>
          <p>Where yours differ, the record now says:</p>
          <Facts facts={page.differences.map(({ name, theirs }) => ({ name, value: theirs }))} />
        </>
      )}
      <div className="tr-buttons">
        <button type="button" className="nhsuk-button" onClick={page.keepMine}>
          Keep mine
        </button>
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary"
          onClick={page.keepTheirs}
        >
          Keep theirs
        </button>
      </div>
    </ConflictNotice>
  );
};

interface TextProps {
  readonly page: Page;
  readonly name: keyof ContactDetailsAnswers;
  readonly label: string;
  readonly type?: 'text' | 'tel' | 'email' | 'time';
  readonly hint?: string;
  readonly width?: '5' | '10' | '20';
}

const Text = ({ page, name, label, type = 'text', hint, width = '20' }: TextProps) => (
  <TextInput
    id={name}
    type={type}
    label={label}
    hint={hint}
    width={width}
    autoComplete="off"
    error={page.answers.errorOf(name)}
    {...page.answers.form.register(name)}
  />
);

const WhereFields = ({ page }: { page: Page }) => (
  <>
    <Text page={page} name="mobilePhone" label="Mobile number" type="tel" />
    <Text page={page} name="homePhone" label="Home number" type="tel" />
    <Text page={page} name="email" label="Email address" type="email" />
    <Textarea
      id="addressLines"
      rows={3}
      label="Address"
      hint="One line of the address on each line"
      error={page.answers.errorOf('addressLines')}
      {...page.answers.form.register('addressLines')}
    />
    <Text page={page} name="postcode" label="Postcode" width="10" />
  </>
);

const SafeFields = ({ page }: { page: Page }) => {
  const { form, errorOf } = page.answers;
  return (
    <>
      <ChoiceGroup name="ways" legend="How may we contact them?" error={errorOf('ways')}>
        <Ticks
          name="ways"
          columns
          choices={Object.entries(WAY_WORDS).map(([value, label]) => ({ value, label }))}
          field={form.register('ways')}
        />
      </ChoiceGroup>
      <ChoiceGroup
        name="leaveMessage"
        legend="Is it safe to leave a message?"
        error={errorOf('leaveMessage')}
      >
        <Radios
          name="leaveMessage"
          inline
          choices={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ]}
          field={form.register('leaveMessage')}
        />
      </ChoiceGroup>
      <Text page={page} name="safeFrom" label="Only call or text from" type="time" width="5" />
      <Text page={page} name="safeTo" label="Until" type="time" width="5" />
      <Text
        page={page}
        name="codeWord"
        label="Code word"
        hint="A word agreed with the patient, so that they know it is us"
        width="10"
      />
      <Tick
        name="contactProhibited"
        label="Nobody may contact them"
        field={form.register('contactProhibited')}
        error={errorOf('contactProhibited')}
      />
    </>
  );
};

export const ContactDetailsPage = () => {
  const { id } = useParams({ from: '/signed-in/referrals/$id/details' });
  const page = useContactDetailsPage(id);
  const { answers } = page;
  const before = (
    <>
      <Conflict page={page} />
      <ErrorSummary errors={answers.errors} general={answers.general} attempt={answers.attempt} />
    </>
  );
  return (
    <ReferralFrame id={id} title="Change contact details" before={before}>
      {() => (
        <>
          <QueryState what="the contact details" query={page.query} />
          {page.query.data !== undefined && (
            <form className="tr-text" noValidate onSubmit={answers.submit}>
              <WhereFields page={page} />
              <SafeFields page={page} />
              <Text page={page} name="reason" label="Why are you changing this?" />
              <SubmitButton words="Save details" busyWords="Saving…" isBusy={answers.isSending} />
            </form>
          )}
        </>
      )}
    </ReferralFrame>
  );
};
