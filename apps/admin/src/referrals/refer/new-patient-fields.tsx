import { Details, TextInput } from 'nhsuk-react-components';
import { ChoiceGroup, Tick, Ticks } from '../../ui/forms/choices.js';
import { DateField } from '../../ui/forms/date-field.js';
import { SelectField } from '../../ui/forms/select-field.js';
import { useCodeLists } from '../../words/use-code-lists.js';
import type { ReferAnswers } from './refer-answers.js';
import type { ReferPage } from './use-refer-page.js';

interface FieldProps {
  readonly page: ReferPage;
  readonly name: keyof ReferAnswers;
  readonly label: string;
  readonly hint?: string;
  readonly width?: '5' | '10' | '20';
}

const Text = ({ page, name, label, hint, width = '20' }: FieldProps) => (
  <TextInput
    id={name}
    label={label}
    hint={hint}
    width={width}
    autoComplete="off"
    error={page.answers.errorOf(name)}
    {...page.answers.form.register(name)}
  />
);

const MoreAboutThem = ({ page }: { page: ReferPage }) => {
  const { form, errorOf } = page.answers;
  const lists = useCodeLists();
  const select = (
    name: keyof ReferAnswers,
    label: string,
    list: Parameters<typeof lists.choicesOf>[0],
    empty: string,
  ) => (
    <SelectField
      name={name}
      label={label}
      empty={empty}
      choices={lists.choicesOf(list)}
      field={form.register(name)}
      error={errorOf(name)}
    />
  );
  return (
    <Details>
      <Details.Summary>Address, language and access needs</Details.Summary>
      <Details.Text>
        <Text page={page} name="preferredName" label="What they like to be called (optional)" />
        {select('gender', 'Gender (optional)', 'genders', 'Not asked')}
        {select('ethnicity', 'Ethnicity (optional)', 'ethnic_categories', 'Not asked')}
        <Text page={page} name="addressLine1" label="Address line 1 (optional)" />
        <Text page={page} name="addressLine2" label="Address line 2 (optional)" />
        <Text page={page} name="town" label="Town or city (optional)" />
        <Text page={page} name="postcode" label="Postcode (optional)" width="10" />
        {select('language', 'Language they speak best (optional)', 'languages', 'English')}
        <Tick
          name="interpreterRequired"
          label="They need an interpreter"
          field={form.register('interpreterRequired')}
        />
        {select(
          'writtenFormat',
          'How they read best (optional)',
          'written_formats',
          'Ordinary print',
        )}
        <ChoiceGroup
          name="accessNeeds"
          legend="What makes it easier for them to take part? (optional)"
          error={errorOf('accessNeeds')}
        >
          <Ticks
            name="accessNeeds"
            choices={lists.choicesOf('access_needs')}
            field={form.register('accessNeeds')}
          />
        </ChoiceGroup>
        <Tick
          name="accessShared"
          label="They agree that a venue may be told this"
          field={form.register('accessShared')}
        />
      </Details.Text>
    </Details>
  );
};

/** A patient whom the practice has not referred before. */
export const NewPatientFields = ({ page }: { page: ReferPage }) => {
  const { form, errorOf } = page.answers;
  const { choicesOf } = useCodeLists();
  return (
    <section aria-labelledby="new-patient">
      <h2 id="new-patient" className="nhsuk-heading-m">
        Patient’s details
      </h2>
      <p>
        <button type="button" className="tr-link-button" onClick={page.startAgain}>
          Find by NHS number instead
        </button>
      </p>
      <Text
        page={page}
        name="nhsNumber"
        label="NHS number"
        hint="10 digits, if you have it"
        width="10"
      />
      <SelectField
        name="nhsNumberAbsentReason"
        label="If there is no NHS number, why?"
        empty="There is a number"
        choices={choicesOf('nhs_number_absent_reasons')}
        field={form.register('nhsNumberAbsentReason')}
        error={errorOf('nhsNumberAbsentReason')}
      />
      <Text page={page} name="givenName" label="First name" />
      <Text page={page} name="familyName" label="Last name" />
      <DateField
        name="birthDate"
        legend="Date of birth"
        hint="For example, 31 3 1980"
        day={form.register('birthDate.day')}
        month={form.register('birthDate.month')}
        year={form.register('birthDate.year')}
        error={errorOf('birthDate')}
      />
      <MoreAboutThem page={page} />
    </section>
  );
};
