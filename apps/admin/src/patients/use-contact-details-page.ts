import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { bodyOf, type ContactDetails, ifMatch, type ProblemError } from '#contract/client.js';
import { useRuntime } from '../api.js';
import { referralKey, useReferral } from '../referrals/referral/use-referral.js';
import { announceNext } from '../ui/flash.js';
import { type AnswerForm, useAnswerForm } from '../ui/forms/use-answer-form.js';
import {
  answersOf,
  checkContactDetails,
  CONTACT_DETAILS_FIELDS,
  CONTACT_DETAILS_POINTERS,
  type ContactDetailsAnswers,
  contactDetailsRequestOf,
  differencesOf,
} from './contact-details-answers.js';

export interface ContactDetailsPage {
  readonly answers: AnswerForm<ContactDetailsAnswers>;
  readonly query: { data: unknown; error: unknown; refetch: () => unknown };
  readonly conflict: { readonly by: ContactDetails } | undefined;
  readonly differences: readonly { name: string; theirs: string }[];
  readonly keepMine: () => void;
  readonly keepTheirs: () => void;
}

const EMPTY: ContactDetailsAnswers = {
  mobilePhone: '',
  homePhone: '',
  email: '',
  addressLines: '',
  postcode: '',
  ways: [],
  leaveMessage: 'no',
  safeFrom: '',
  safeTo: '',
  codeWord: '',
  contactProhibited: false,
  reason: '',
};

function useContactDetails(patientId: string | undefined) {
  const { api } = useRuntime();
  return useQuery({
    queryKey: ['contact-details', patientId],
    enabled: patientId !== undefined,
    staleTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async () => {
      const params = { path: { id: patientId ?? '' } };
      return bodyOf<ContactDetails>(await api.GET('/patients/{id}/contact', { params }));
    },
  });
}

function useSaveDetails(referralId: string) {
  const { api, queries } = useRuntime();
  const navigate = useNavigate();
  return async (values: ContactDetailsAnswers, base: ContactDetails): Promise<void> => {
    const params = { path: { id: base.patientId }, header: { 'If-Match': ifMatch(base.version) } };
    const body = contactDetailsRequestOf(values, base.safeContact.preferredMethod);
    bodyOf<ContactDetails>(await api.PUT('/patients/{id}/contact', { params, body }));
    queries.removeQueries({ queryKey: ['contact-details', base.patientId] });
    void queries.invalidateQueries({ queryKey: referralKey(referralId) });
    announceNext('Contact details changed');
    await navigate({ to: '/referrals/$id', params: { id: referralId } });
  };
}

/** How a patient may be reached, changed from the version that was read. */
export function useContactDetailsPage(id: string): ContactDetailsPage {
  const patientId = useReferral(id).data?.patient.id;
  const query = useContactDetails(patientId);
  const save = useSaveDetails(id);
  const [conflict, setConflict] = useState<ContactDetailsPage['conflict']>();
  const [base, setBase] = useState<ContactDetails>();

  const answers = useAnswerForm<ContactDetailsAnswers>({
    defaultValues: EMPTY,
    fields: CONTACT_DETAILS_FIELDS,
    pointers: CONTACT_DETAILS_POINTERS,
    check: checkContactDetails,
    notSent: 'The contact details were not saved.',
    onRefused: (error: ProblemError) => {
      if (error.problem.status !== 412) return false;
      void query.refetch().then(({ data }) => {
        if (data) setConflict({ by: data });
      });
      return true;
    },
    send: async (values) => {
      if (!base) throw new Error('Nothing is loaded yet');
      await save(values, base);
    },
  });

  const { form } = answers;
  useEffect(() => {
    if (!query.data || base) return;
    setBase(query.data);
    form.reset(answersOf(query.data));
  }, [query.data, base, form]);

  const takeOver = (change: (theirs: ContactDetails) => void) => () => {
    if (!conflict) return;
    setBase(conflict.by);
    change(conflict.by);
    setConflict(undefined);
  };
  return {
    answers,
    query,
    conflict,
    differences: conflict ? differencesOf(form.getValues(), conflict.by) : [],
    keepMine: takeOver(() => undefined),
    keepTheirs: takeOver((theirs) => form.reset(answersOf(theirs))),
  };
}
