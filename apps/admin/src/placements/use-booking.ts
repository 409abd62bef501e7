import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { bodyOf, type Booking, type Match, ProblemError } from '#contract/client.js';
import { useRuntime } from '../api.js';
import { referralKey } from '../referrals/referral/use-referral.js';
import { announceHere, announceNext } from '../ui/flash.js';
import { formatSlot } from '../words/dates.js';
import { matchesKey } from './use-matches.js';

export interface Booker {
  /** The session that waits for Confirm. */
  readonly asked: Match | undefined;
  readonly ask: (session: Match) => void;
  readonly putBack: () => void;
  readonly confirm: () => void;
  readonly isBooking: boolean;
  readonly problem: string | undefined;
}

const REFUSALS: Readonly<Record<string, string>> = {
  'booking/session-full': 'Somebody took the last place. Choose another session.',
  'booking/already-booked': 'They are booked on this session already.',
  'booking/session-started': 'This session has started. Choose a later one.',
  'booking/referral-not-ready':
    'A session can be booked once you have spoken with them. Record a contact first.',
};

function refusalWords(error: Error): string {
  if (!(error instanceof ProblemError)) {
    return 'The session was not booked. Check your connection and try again.';
  }
  return REFUSALS[error.code] ?? error.problem.detail ?? error.problem.title;
}

/** Book, then Confirm. The key belongs to the question, so that pressing twice books once. */
export function useBooking(referralId: string, isOnReferralPage: boolean): Booker {
  const { api, queries } = useRuntime();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Match>();
  const key = useRef('');
  const booking = useMutation({
    mutationFn: async (session: Match) => {
      const params = { path: { id: referralId }, header: { 'Idempotency-Key': key.current } };
      const body = { sessionId: session.sessionId };
      return bodyOf<Booking>(await api.POST('/referrals/{id}/bookings', { params, body }));
    },
    onSuccess: async (booked) => {
      setAsked(undefined);
      const words = `Booked: ${booked.activityName}, ${formatSlot(booked.startsAt, booked.endsAt)}`;
      if (isOnReferralPage) announceHere(words);
      else {
        announceNext(words);
        await navigate({ to: '/referrals/$id', params: { id: referralId } });
      }
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: referralKey(referralId) }),
        queries.invalidateQueries({ queryKey: matchesKey(referralId) }),
      ]),
  });
  return {
    asked,
    ask: (session) => {
      key.current = crypto.randomUUID();
      booking.reset();
      setAsked(session);
    },
    putBack: () => {
      booking.reset();
      setAsked(undefined);
    },
    confirm: () => {
      if (asked && !booking.isPending) booking.mutate(asked);
    },
    isBooking: booking.isPending,
    problem: booking.error ? refusalWords(booking.error) : undefined,
  };
}
