import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { bodyOf, type PatientFound, ProblemError } from '#contract/client.js';
import { useApi } from '../../api.js';

export interface PatientFinder {
  readonly isFinding: boolean;
  readonly wasNotFound: boolean;
  readonly problem: string | undefined;
  readonly find: (nhsNumber: string) => void;
}

function problemWords(error: Error): string {
  if (!(error instanceof ProblemError) || error.problem.status >= 500) {
    return 'We could not look the number up. Try again, or enter the patient’s details';
  }
  return error.problem.errors?.[0]?.detail ?? error.problem.detail ?? error.problem.title;
}

/** Looks a patient up by NHS number. The number travels in the body, never in an address. */
export function usePatientFinder(onFound: (patient: PatientFound) => void): PatientFinder {
  const api = useApi();
  const [typingProblem, setTypingProblem] = useState<string>();
  const latest = useRef(onFound);
  useEffect(() => {
    latest.current = onFound;
  }, [onFound]);
  const search = useMutation({
    mutationFn: async (nhsNumber: string) =>
      bodyOf<{ patient: PatientFound | null }>(
        await api.POST('/patients/find', { body: { nhsNumber } }),
      ).patient,
    onSuccess: (patient) => {
      if (patient) latest.current(patient);
    },
  });
  return {
    isFinding: search.isPending,
    wasNotFound: search.isSuccess && search.data === null,
    problem: typingProblem ?? (search.error ? problemWords(search.error) : undefined),
    find: (typed) => {
      const nhsNumber = typed.replaceAll(/\s/g, '');
      if (!/^\d{10}$/.test(nhsNumber)) {
        search.reset();
        setTypingProblem('Enter an NHS number, 10 digits long, like 943 476 5919');
        return;
      }
      setTypingProblem(undefined);
      search.mutate(nhsNumber);
    },
  };
}
