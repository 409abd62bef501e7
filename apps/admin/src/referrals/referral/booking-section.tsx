import type { ReferralBooking, ReferralDetail } from '#contract/client.js';
import { PageLink } from '../../ui/link.js';
import { MARK_WORDS, wordsOf } from '../../words/catalogue.js';
import { formatSlot } from '../../words/dates.js';

function outcomeOf({ status, attendance }: ReferralBooking): string | undefined {
  if (status === 'cancelled') return 'Cancelled';
  return attendance ? wordsOf(MARK_WORDS, attendance) : undefined;
}

const BookingLine = ({
  booking,
  referral,
}: {
  booking: ReferralBooking;
  referral: ReferralDetail;
}) => {
  const mayCancel =
    booking.status === 'booked' &&
    booking.attendance === null &&
    new Date(booking.startsAt) > new Date() &&
    referral.permittedCommands.includes('cancel_booking');
  const outcome = outcomeOf(booking);
  return (
    <li className="tr-card">
      <div>
        <p className="tr-strong">{booking.activityName}</p>
        <p>
          {formatSlot(booking.startsAt, booking.endsAt)}, {booking.venueName}
        </p>
        {outcome && <p className="tr-minor">{outcome}</p>}
      </div>
      {mayCancel && (
        <PageLink
          to="/referrals/$id/bookings/$bookingId/cancel"
          params={{ id: referral.id, bookingId: booking.id }}
        >
          Cancel<span className="nhsuk-u-visually-hidden"> {booking.activityName}</span>
        </PageLink>
      )}
    </li>
  );
};

export const BookingSection = ({ referral }: { referral: ReferralDetail }) => {
  if (!referral.bookings) return null;
  return (
    <section aria-labelledby="bookings">
      <h2 id="bookings" className="nhsuk-heading-m">
        Bookings
      </h2>
      {referral.bookings.length === 0 ? (
        <p>Nothing is booked.</p>
      ) : (
        <ul className="tr-cards">
          {referral.bookings.map((booking) => (
            <BookingLine key={booking.id} booking={booking} referral={referral} />
          ))}
        </ul>
      )}
    </section>
  );
};
