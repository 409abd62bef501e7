import { Textarea } from 'nhsuk-react-components';
import { ChoiceGroup, Radios, Tick, Ticks } from '../../ui/forms/choices.js';
import { ErrorSummary } from '../../ui/forms/error-summary.js';
import { SelectField } from '../../ui/forms/select-field.js';
import { SubmitButton } from '../../ui/forms/submit-button.js';
import { PageHeading } from '../../ui/page-heading.js';
import { LoadFailed } from '../../ui/states.js';
import { PRIORITY_WORDS, WRITE_BACK_WORDS } from '../../words/catalogue.js';
import { useCodeLists } from '../../words/use-code-lists.js';
import { ContactFields } from './contact-fields.js';
import { NewPatientFields } from './new-patient-fields.js';
import { OpenReferralNotice } from './open-referral-notice.js';
import { PatientFinderPanel } from './patient-finder.js';
import { type ReferPage as Page, useReferPage } from './use-refer-page.js';

const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const NeedFields = ({ page }: { page: Page }) => {
  const { form, errorOf } = page.answers;
  const lists = useCodeLists();
  return (
    <>
      <ChoiceGroup
        name="needCodes"
        legend="What do they need help with?"
        error={errorOf('needCodes')}
      >
        <Ticks
          name="needCodes"
          choices={lists.choicesOf('needs')}
          field={form.register('needCodes')}
          columns
        />
      </ChoiceGroup>
      <Textarea
        id="reason"
        rows={2}
        label="What would help?"
        labelProps={{ size: 's' }}
        hint="1 sentence is enough. For example, “Wants company since her husband died”."
        error={errorOf('reason')}
        {...form.register('reason')}
      />
    </>
  );
};

const RiskFields = ({ page }: { page: Page }) => {
  const { form, errorOf } = page.answers;
  const hasRisk = form.watch('riskStatus') === 'risk_recorded';
  return (
    <>
      <ChoiceGroup
        name="riskStatus"
        legend="Is there a risk we should know about?"
        hint="To them, or to somebody who visits them."
        error={errorOf('riskStatus')}
      >
        <Radios
          name="riskStatus"
          field={form.register('riskStatus')}
          choices={[
            { value: 'no_known_risk', label: 'No known risk' },
            { value: 'risk_recorded', label: 'Yes, there is a risk' },
          ]}
        />
      </ChoiceGroup>
      {hasRisk && (
        <>
          <Textarea
            id="riskDetail"
            rows={2}
            label="What is the risk?"
            labelProps={{ size: 's' }}
            error={errorOf('riskDetail')}
            {...form.register('riskDetail')}
          />
          <Tick
            name="safeguarding"
            label="There is a safeguarding concern"
            field={form.register('safeguarding')}
          />
        </>
      )}
    </>
  );
};

const SharingFields = ({ page }: { page: Page }) => {
  const { form, errorOf } = page.answers;
  return (
    <>
      <ChoiceGroup
        name="writeBackToGp"
        legend="What should come back to the GP record?"
        error={errorOf('writeBackToGp')}
      >
        <Radios
          name="writeBackToGp"
          field={form.register('writeBackToGp')}
          choices={choicesOf(WRITE_BACK_WORDS)}
        />
      </ChoiceGroup>
      <Tick
        name="shareWithVenue"
        label="They agree that a venue may know their first name, and what makes it easier to take part"
        field={form.register('shareWithVenue')}
      />
      <Tick
        name="agree"
        label="They agree to the referral, and to sharing their details with the link worker"
        field={form.register('agree')}
        error={errorOf('agree')}
      />
    </>
  );
};

const ServiceFields = ({ page }: { page: Page }) => {
  const { form, errorOf } = page.answers;
  return (
    <>
      {page.providers.length > 1 && (
        <SelectField
          name="providerId"
          label="Which service?"
          labelSize="s"
          choices={page.providers.map(({ id, name }) => ({ value: id, label: name }))}
          field={form.register('providerId')}
          error={errorOf('providerId')}
        />
      )}
      <ChoiceGroup name="priority" legend="How soon?" error={undefined}>
        <Radios
          name="priority"
          inline
          field={form.register('priority')}
          choices={choicesOf(PRIORITY_WORDS)}
        />
      </ChoiceGroup>
    </>
  );
};

/** One page from patient to Send: everything that the record knows is filled in already. */
export const ReferPage = () => {
  const page = useReferPage();
  const { answers, providersQuery } = page;
  return (
    <div className="tr-text">
      <ErrorSummary errors={answers.errors} general={answers.general} attempt={answers.attempt} />
      <PageHeading title="Refer a patient" />
      {providersQuery.error !== null && providersQuery.data === undefined && (
        <LoadFailed what="the services" retry={() => void providersQuery.refetch()} />
      )}
      <form noValidate onSubmit={answers.submit}>
        <PatientFinderPanel page={page} />
        <OpenReferralNotice page={page} />
        {page.choice.kind === 'new' && <NewPatientFields page={page} />}
        <NeedFields page={page} />
        <ContactFields page={page} />
        <RiskFields page={page} />
        <ServiceFields page={page} />
        <SharingFields page={page} />
        <SubmitButton words="Send referral" busyWords="Sending…" isBusy={answers.isSending} />
      </form>
    </div>
  );
};
