import { useNavigate } from '@tanstack/react-router';
import { bodyOf, type ProblemError, type Session } from '#contract/client.js';
import { SESSION_KEY, useRuntime } from '../api.js';
import { type AnswerForm, useAnswerForm } from '../ui/forms/use-answer-form.js';
import { landingOf } from './landing.js';

export interface SignInAnswers {
  email: string;
  password: string;
}

export function checkSignIn({ email, password }: SignInAnswers) {
  return {
    email: email.trim() ? undefined : 'Enter your email address',
    password: password ? undefined : 'Enter your password',
  };
}

/** Signs in and hands the new session on; a refusal says nothing about which half was wrong. */
export function useSignInForm(
  email: string,
  onSignedIn: (session: Session) => Promise<void> | void,
): AnswerForm<SignInAnswers> {
  const { api, queries, watch } = useRuntime();
  const answers = useAnswerForm<SignInAnswers>({
    defaultValues: { email, password: '' },
    fields: ['email', 'password'],
    check: checkSignIn,
    notSent: 'We could not sign you in.',
    onRefused: (error: ProblemError) => {
      if (error.problem.status !== 401) return false;
      answers.form.setError('email', {
        type: 'server',
        message: 'Check your email address and password, then try again',
      });
      return true;
    },
    send: async (values) => {
      const body = { email: values.email.trim(), password: values.password };
      const session = bodyOf<Session>(await api.POST('/session', { body }));
      watch.started(session);
      queries.setQueryData(SESSION_KEY, session);
      await onSignedIn(session);
    },
  });
  return answers;
}

/** The sign-in page: goes on to where the person was heading, or to the first page of their role. */
export function useSignInPage(returnTo: string | undefined): AnswerForm<SignInAnswers> {
  const navigate = useNavigate();
  return useSignInForm('', (session) =>
    navigate({ to: returnTo ?? landingOf(session.membership.role), replace: true }),
  );
}
