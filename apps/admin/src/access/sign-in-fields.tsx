import { TextInput } from 'nhsuk-react-components';
import { ErrorSummary } from '../ui/forms/error-summary.js';
import { SubmitButton } from '../ui/forms/submit-button.js';
import type { AnswerForm } from '../ui/forms/use-answer-form.js';
import type { SignInAnswers } from './use-sign-in.js';

/** Paste and password managers work: nothing blocks them, and the fields say what they hold. */
export const SignInFields = ({ answers }: { answers: AnswerForm<SignInAnswers> }) => {
  const { form, errorOf } = answers;
  return (
    <form noValidate onSubmit={answers.submit}>
      <TextInput
        id="email"
        type="email"
        autoComplete="username"
        spellCheck={false}
        label="Email address"
        width="20"
        error={errorOf('email')}
        {...form.register('email')}
      />
      <TextInput
        id="password"
        type="password"
        autoComplete="current-password"
        label="Password"
        width="20"
        error={errorOf('password')}
        {...form.register('password')}
      />
      <SubmitButton words="Sign in" busyWords="Signing in…" isBusy={answers.isSending} />
    </form>
  );
};

export const SignInErrors = ({ answers }: { answers: AnswerForm<SignInAnswers> }) => (
  <ErrorSummary errors={answers.errors} general={answers.general} attempt={answers.attempt} />
);
