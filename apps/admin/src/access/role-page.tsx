import { ChoiceGroup, Radios } from '../ui/forms/choices.js';
import { ErrorSummary } from '../ui/forms/error-summary.js';
import { SubmitButton } from '../ui/forms/submit-button.js';
import { PageHeading } from '../ui/page-heading.js';
import { ROLE_WORDS } from '../words/catalogue.js';
import { useRolePage } from './use-role-page.js';

export const RolePage = () => {
  const { memberships, answers } = useRolePage();
  const error = answers.errorOf('membershipId');
  return (
    <>
      <ErrorSummary errors={answers.errors} general={answers.general} attempt={answers.attempt} />
      <PageHeading title="Change role" />
      <form noValidate onSubmit={answers.submit}>
        <ChoiceGroup name="membershipId" legend="Which role do you want to work in?" error={error}>
          <Radios
            name="membershipId"
            field={answers.form.register('membershipId')}
            choices={memberships.map(({ id, role, organisationName }) => ({
              value: id,
              label: `${ROLE_WORDS[role]}, ${organisationName}`,
            }))}
          />
        </ChoiceGroup>
        <SubmitButton words="Change role" busyWords="Changing…" isBusy={answers.isSending} />
      </form>
    </>
  );
};
