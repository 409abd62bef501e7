import { useNavigate } from '@tanstack/react-router';
import { bodyOf, type Membership, type Session } from '#contract/client.js';
import { SESSION_KEY, useRuntime, useSession } from '../api.js';
import { type AnswerForm, useAnswerForm } from '../ui/forms/use-answer-form.js';
import { landingOf } from './landing.js';

interface RoleAnswers {
  membershipId: string;
}

interface RolePage {
  readonly memberships: readonly Membership[];
  readonly answers: AnswerForm<RoleAnswers>;
}

/** One role at a time: what was read in the other role is forgotten on this device. */
export function useRolePage(): RolePage {
  const { api, queries, watch } = useRuntime();
  const navigate = useNavigate();
  const session = useSession();
  const answers = useAnswerForm<RoleAnswers>({
    defaultValues: { membershipId: session.membership.id },
    fields: ['membershipId'],
    check: ({ membershipId }) => ({
      membershipId: membershipId ? undefined : 'Select the role you want to work in',
    }),
    notSent: 'Your role was not changed.',
    send: async (body) => {
      const changed = bodyOf<Session>(await api.PUT('/session/membership', { body }));
      watch.started(changed);
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
      queries.setQueryData(SESSION_KEY, changed);
      await navigate({ to: landingOf(changed.membership.role) });
    },
  });
  return { memberships: session.memberships, answers };
}
