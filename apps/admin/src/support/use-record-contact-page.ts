import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import {
  bodyOf,
  ifMatch,
  type ProblemError,
  type ReferralDetail,
  type TimelineEvent,
} from '#contract/client.js';
import { useRuntime } from '../api.js';
import { referralKey, useReferral } from '../referrals/referral/use-referral.js';
import { keepDraft, readDraft } from '../ui/device-draft.js';
import { announceNext } from '../ui/flash.js';
import { type AnswerForm, useAnswerForm } from '../ui/forms/use-answer-form.js';
import { NO_DATE } from '../words/dates.js';
import {
  checkContact,
  CONTACT_FIELDS,
  type ContactAnswers,
  contactRequestOf,
  emptyContact,
  usualNextStep,
} from './contact-answers.js';

export interface RecordContactPage {
  readonly answers: AnswerForm<ContactAnswers>;
  /** The newest thing somebody else did meanwhile; the answers on the page are kept. */
  readonly conflict: { readonly newest: TimelineEvent | undefined } | undefined;
}

/** The most used form: what happened, and what comes next, filled in by what happened. */
export function useRecordContactPage(id: string): RecordContactPage {
  const { api, queries } = useRuntime();
  const navigate = useNavigate();
  const { data: referral, refetch } = useReferral(id);
  const [conflict, setConflict] = useState<RecordContactPage['conflict']>();
  const draft = `contact-note:${id}`;

  const answers = useAnswerForm<ContactAnswers>({
    defaultValues: emptyContact(readDraft(draft)),
    fields: CONTACT_FIELDS,
    check: (values) => checkContact(values, referral?.contactDefaults),
    notSent: 'The contact was not saved.',
    onRefused: (error: ProblemError) => {
      if (error.problem.status !== 412) return false;
      void refetch().then(({ data }) => setConflict({ newest: data?.timeline[0] }));
      return true;
    },
    send: async (values, key) => {
      if (!referral) throw new Error('Nothing is loaded yet');
      const header = { 'Idempotency-Key': key, 'If-Match': ifMatch(referral.version) };
      const answer = await api.POST('/referrals/{id}/contacts', {
        params: { path: { id }, header },
        body: contactRequestOf(values),
      });
      const saved = bodyOf<ReferralDetail>(answer);
      keepDraft(draft, '');
      queries.setQueryData(referralKey(id), saved);
      void queries.invalidateQueries({ queryKey: ['referrals'] });
      announceNext('Contact saved');
      await navigate({ to: '/referrals/$id', params: { id } });
    },
  });

  const { form } = answers;
  const [outcome, note] = form.watch(['outcome', 'note']);
  useEffect(() => keepDraft(draft, note), [draft, note]);
  const proposedFor = useRef<string>('');
  const defaults = referral?.contactDefaults;
  useEffect(() => {
    // Only a new outcome proposes: a date that the worker chose is not taken away by a reload.
    if (!defaults || outcome === '' || proposedFor.current === outcome) return;
    proposedFor.current = outcome;
    const usual = usualNextStep(defaults, outcome) ?? { nextStep: '', nextStepOn: NO_DATE };
    form.setValue('nextStep', usual.nextStep);
    form.setValue('nextStepOn', usual.nextStepOn);
  }, [outcome, form, defaults]);

  return { answers, conflict };
}
