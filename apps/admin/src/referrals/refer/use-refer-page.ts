import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import {
  bodyOf,
  type PatientFound,
  type ProblemError,
  type Provider,
  type ReferralCreated,
} from '#contract/client.js';
import { useRuntime } from '../../api.js';
import { type AnswerForm, useAnswerForm } from '../../ui/forms/use-answer-form.js';
import {
  checkRefer,
  contactOf,
  EMPTY_ANSWERS,
  type PatientChoice,
  REFER_FIELDS,
  REFER_POINTERS,
  type ReferAnswers,
  referralRequestOf,
} from './refer-answers.js';

/** What the page after sending shows; kept in memory only. */
export interface SentReferralNote extends ReferralCreated {
  readonly patientName: string;
  readonly mayPhone: boolean;
}

export const createdKey = (id: string) => ['referral-created', id];

export interface ReferPage {
  readonly answers: AnswerForm<ReferAnswers>;
  readonly providers: readonly Provider[];
  readonly providersQuery: { data: unknown; error: unknown; refetch: () => unknown };
  readonly choice: PatientChoice;
  /** The chosen service has an open referral for this patient: a reason is needed for another. */
  readonly needsOverride: boolean;
  readonly usePatient: (patient: PatientFound) => void;
  readonly enterDetails: () => void;
  readonly startAgain: () => void;
}

function useProviders() {
  const { api } = useRuntime();
  return useQuery({
    queryKey: ['providers'],
    staleTime: Infinity,
    queryFn: async () => bodyOf<{ items: Provider[] }>(await api.GET('/providers')).items,
  });
}

function hasOpenEpisode(choice: PatientChoice, providerId: string): boolean {
  return (
    choice.kind === 'known' &&
    choice.patient.openReferrals.some((open) => open.providerId === providerId)
  );
}

function useSendReferral(choice: PatientChoice) {
  const { api, queries } = useRuntime();
  const navigate = useNavigate();
  return async (values: ReferAnswers, key: string): Promise<void> => {
    const params = { header: { 'Idempotency-Key': key } };
    const body = referralRequestOf(values, choice);
    const created = bodyOf<ReferralCreated>(await api.POST('/referrals', { params, body }));
    const note: SentReferralNote = {
      ...created,
      patientName: nameOf(values, choice),
      mayPhone: values.ways.includes('phone'),
    };
    queries.setQueryData(createdKey(created.id), note);
    void queries.invalidateQueries({ queryKey: ['referrals'] });
    await navigate({ to: '/refer/sent/$id', params: { id: created.id } });
  };
}

const NEEDS_REASON = 'Enter why another referral is needed, in a sentence';

/** The form, and whether the chosen service has an open referral of this patient already. */
function useReferForm(choice: PatientChoice, providers: readonly Provider[]) {
  const [refusedFor, setRefusedFor] = useState<PatientChoice>();
  const answers: AnswerForm<ReferAnswers> = useAnswerForm<ReferAnswers>({
    defaultValues: EMPTY_ANSWERS,
    fields: REFER_FIELDS,
    pointers: REFER_POINTERS,
    check: (values) => ({
      ...checkRefer(values, choice),
      overrideReason: needsOverride && !values.overrideReason.trim() ? NEEDS_REASON : undefined,
    }),
    notSent: 'The referral was not sent.',
    onRefused: (error: ProblemError) => {
      if (error.code !== 'referral/open-referral-exists') return false;
      setRefusedFor(choice);
      answers.form.setError('overrideReason', { type: 'server', message: NEEDS_REASON });
      return true;
    },
    send: useSendReferral(choice),
  });
  const providerId = answers.form.watch('providerId');
  const needsOverride = refusedFor === choice || hasOpenEpisode(choice, providerId);

  const { setValue } = answers.form;
  const first = providers[0];
  useEffect(() => {
    if (first && !providerId) setValue('providerId', first.id);
  }, [first, providerId, setValue]);
  return { answers, needsOverride };
}

/** Everything of the page on which a GP refers a patient. */
export function useReferPage(): ReferPage {
  const [choice, setChoice] = useState<PatientChoice>({ kind: 'none' });
  const providersQuery = useProviders();
  const providers = providersQuery.data ?? [];
  const { answers, needsOverride } = useReferForm(choice, providers);
  const { form } = answers;
  const choose = (next: PatientChoice) => {
    setChoice(next);
    form.clearErrors(['nhsNumber', 'overrideReason']);
    form.setValue('overrideReason', '');
  };
  return {
    answers,
    providers,
    providersQuery,
    choice,
    needsOverride,
    usePatient: (patient) => {
      choose({ kind: 'known', patient });
      for (const [name, value] of Object.entries(contactOf(patient))) {
        form.setValue(name as keyof ReferAnswers, value);
      }
    },
    enterDetails: () => choose({ kind: 'new' }),
    startAgain: () => choose({ kind: 'none' }),
  };
}

function nameOf(answers: ReferAnswers, choice: PatientChoice): string {
  const { givenName, familyName } = choice.kind === 'known' ? choice.patient : answers;
  return `${givenName} ${familyName}`;
}
