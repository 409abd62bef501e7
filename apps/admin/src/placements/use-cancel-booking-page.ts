import { useNavigate } from '@tanstack/react-router';
import {
  bodyOf,
  type Booking,
  type BookingCancellation,
  ifMatch,
  type ReferralBooking,
} from '#contract/client.js';
import { useRuntime } from '../api.js';
import { referralKey, useReferral } from '../referrals/referral/use-referral.js';
import { announceNext } from '../ui/flash.js';
import { type AnswerForm, useAnswerForm } from '../ui/forms/use-answer-form.js';
import { formatSlot } from '../words/dates.js';
import { matchesKey } from './use-matches.js';

type Reason = BookingCancellation['reasonCode'];

/** The reasons that a person gives; the others are recorded by the service itself. */
export const CANCEL_REASONS: readonly Reason[] = [
  'person_cancelled',
  'person_unwell',
  'booked_by_mistake',
  'other',
];

interface CancelAnswers {
  reasonCode: Reason | '';
  text: string;
}

interface CancelBookingPage {
  readonly booking: ReferralBooking | undefined;
  readonly answers: AnswerForm<CancelAnswers>;
}

/** Takes one person off one session; the reason is coded so that it can be counted. */
export function useCancelBookingPage(id: string, bookingId: string): CancelBookingPage {
  const { api, queries } = useRuntime();
  const navigate = useNavigate();
  const { data: referral, refetch } = useReferral(id);
  const booking = referral?.bookings?.find((each) => each.id === bookingId);
  const answers = useAnswerForm<CancelAnswers>({
    defaultValues: { reasonCode: '', text: '' },
    fields: ['reasonCode', 'text'],
    check: ({ reasonCode }) => ({
      reasonCode: reasonCode ? undefined : 'Select why you are cancelling',
    }),
    notSent: 'The booking was not cancelled.',
    onRefused: (error) => {
      if (error.problem.status === 412) void refetch();
      return false;
    },
    send: async ({ reasonCode, text }) => {
      if (!booking || reasonCode === '') throw new Error('Nothing is chosen yet');
      const params = { path: { id: bookingId }, header: { 'If-Match': ifMatch(booking.version) } };
      const body = { reasonCode, ...(text.trim() ? { text: text.trim() } : {}) };
      bodyOf<Booking>(await api.POST('/bookings/{id}/cancellation', { params, body }));
      void queries.invalidateQueries({ queryKey: referralKey(id) });
      void queries.invalidateQueries({ queryKey: matchesKey(id) });
      const when = formatSlot(booking.startsAt, booking.endsAt);
      announceNext(`Booking cancelled: ${booking.activityName}, ${when}`);
      await navigate({ to: '/referrals/$id', params: { id } });
    },
  });
  return { booking, answers };
}
