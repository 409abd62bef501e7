import { Details, TextInput } from 'nhsuk-react-components';
import { ChoiceGroup, Radios, Ticks } from '../../ui/forms/choices.js';
import type { ReferPage } from './use-refer-page.js';

const WAYS = [
  { value: 'phone', label: 'Phone' },
  { value: 'text', label: 'Text message' },
  { value: 'email', label: 'Email' },
  { value: 'post', label: 'Letter' },
];

const SafeTimes = ({ page }: { page: ReferPage }) => {
  const { form, errorOf } = page.answers;
  const [from, to, codeWord] = form.watch(['safeFrom', 'safeTo', 'codeWord']);
  const isFilled = [from, to, codeWord].some((value) => value !== '');
  return (
    <Details {...(isFilled || errorOf('safeTo') ? { open: true } : {})}>
      <Details.Summary>Safe times and code word</Details.Summary>
      <Details.Text>
        <TextInput
          id="safeFrom"
          type="time"
          label="Only call or text from"
          width="5"
          error={errorOf('safeFrom')}
          {...form.register('safeFrom')}
        />
        <TextInput
          id="safeTo"
          type="time"
          label="Until"
          width="5"
          error={errorOf('safeTo')}
          {...form.register('safeTo')}
        />
        <TextInput
          id="codeWord"
          label="Code word"
          hint="A word agreed with the patient, so that they know it is us."
          width="10"
          autoComplete="off"
          error={errorOf('codeWord')}
          {...form.register('codeWord')}
        />
      </Details.Text>
    </Details>
  );
};

/** How to reach the patient, and what is safe. Filled in from the record when there is one. */
export const ContactFields = ({ page }: { page: ReferPage }) => {
  const { form, errorOf } = page.answers;
  return (
    <>
      <ChoiceGroup name="ways" legend="How should we contact them?" error={errorOf('ways')}>
        <Ticks name="ways" choices={WAYS} field={form.register('ways')} columns />
      </ChoiceGroup>
      <div className="tr-columns">
        <TextInput
          id="mobilePhone"
          type="tel"
          label="Mobile number"
          width="20"
          autoComplete="off"
          error={errorOf('mobilePhone')}
          {...form.register('mobilePhone')}
        />
        <TextInput
          id="email"
          type="email"
          label="Email address"
          width="20"
          autoComplete="off"
          error={errorOf('email')}
          {...form.register('email')}
        />
      </div>
      <ChoiceGroup
        name="leaveMessage"
        legend="Is it safe to leave a message?"
        error={errorOf('leaveMessage')}
      >
        <Radios
          name="leaveMessage"
          inline
          field={form.register('leaveMessage')}
          choices={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ]}
        />
      </ChoiceGroup>
      <SafeTimes page={page} />
    </>
  );
};
