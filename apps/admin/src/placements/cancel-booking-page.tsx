import { useParams } from '@tanstack/react-router';
import { TextInput } from 'nhsuk-react-components';
import { ReferralFrame } from '../referrals/referral/referral-frame.js';
import { ChoiceGroup, Radios } from '../ui/forms/choices.js';
import { ErrorSummary } from '../ui/forms/error-summary.js';
import { SubmitButton } from '../ui/forms/submit-button.js';
import { formatSlot } from '../words/dates.js';
import { useCodeLists } from '../words/use-code-lists.js';
import { CANCEL_REASONS, useCancelBookingPage } from './use-cancel-booking-page.js';

export const CancelBookingPage = () => {
  const { id, bookingId } = useParams({
    from: '/signed-in/referrals/$id/bookings/$bookingId/cancel',
  });
  const { booking, answers } = useCancelBookingPage(id, bookingId);
  const { titleOf } = useCodeLists();
  const { form, errorOf } = answers;
  const reasons = CANCEL_REASONS.map((code) => ({
    value: code,
    label: titleOf('cancellation_reasons', code),
  }));
  const before = (
    <ErrorSummary errors={answers.errors} general={answers.general} attempt={answers.attempt} />
  );
  return (
    <ReferralFrame id={id} title="Cancel a booking" before={before}>
      {() =>
        booking?.status === 'booked' ? (
          <form className="tr-text" noValidate onSubmit={answers.submit}>
            <p>
              <strong>{booking.activityName}</strong>,{' '}
              {formatSlot(booking.startsAt, booking.endsAt)}, {booking.venueName}
            </p>
            <p>Reminders that are not sent yet will not be sent. The place is free again.</p>
            <ChoiceGroup
              name="reasonCode"
              legend="Why are you cancelling?"
              error={errorOf('reasonCode')}
            >
              <Radios name="reasonCode" choices={reasons} field={form.register('reasonCode')} />
            </ChoiceGroup>
            <TextInput
              id="text"
              label="Anything else? (optional)"
              error={errorOf('text')}
              {...form.register('text')}
            />
            <SubmitButton
              words="Cancel booking"
              busyWords="Cancelling…"
              isBusy={answers.isSending}
              isWarning
            />
          </form>
        ) : (
          <p>This booking is not there any more, or is cancelled already.</p>
        )
      }
    </ReferralFrame>
  );
};
