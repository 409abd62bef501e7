import type { ReminderSettings } from '#domain/messaging/reminder-plan.js';
import type { SendFacts } from '#domain/messaging/send-decision.js';
import type { ReminderWords } from '#domain/messaging/wording.js';
import type { BookingStatus, SessionStatus } from '#domain/placements/booking.js';
import type { PreferredMethod } from '#domain/patients/safe-contact.js';
import type { ReferralStatus } from '#domain/referrals/referral.js';
import type { EntityManager } from 'typeorm';

/** Everything about a booking that bears on a message, as it is at this moment. */
interface BookingFactsRow {
  readonly referralId: string;
  readonly patientId: string;
  readonly providerId: string;
  readonly bookingVersion: number;
  readonly bookingStatus: BookingStatus;
  readonly sessionStatus: SessionStatus;
  readonly sessionZone: string;
  readonly startsAt: Date;
  readonly referralStatus: ReferralStatus;
  readonly hasDied: boolean;
  readonly hasConsent: boolean;
  readonly email: string | null;
  readonly mobilePhone: string | null;
  readonly addressLines: string[] | null;
  readonly mayPhone: boolean;
  readonly mayText: boolean;
  readonly mayEmail: boolean;
  readonly mayPost: boolean;
  readonly mayLeaveMessage: boolean;
  readonly safeFrom: string | null;
  readonly safeTo: string | null;
  readonly codeWord: string | null;
  readonly contactProhibited: boolean;
  readonly preferredMethod: PreferredMethod | null;
  readonly dayBeforeAt: string;
  readonly hoursBefore: number;
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly providerZone: string;
  readonly serviceName: string;
  readonly activityName: string;
  readonly isDiscreet: boolean;
  readonly venueName: string;
  readonly venueLines: string[];
  readonly venuePostcode: string | null;
  readonly callName: string;
  readonly callPhone: string | null;
}

/**
 * Consent to be contacted is the live agreement to be helped by this service; which channel may be
 * used is what the person said about reaching them.
 */
const BOOKING_FACTS = `
  SELECT booking.referral_id AS "referralId", booking.patient_id AS "patientId",
         referral.provider_id AS "providerId", booking.version AS "bookingVersion",
         booking.status AS "bookingStatus", session.status AS "sessionStatus",
         session.time_zone AS "sessionZone", session.starts_at AS "startsAt",
         referral.status AS "referralStatus", patient.died_on IS NOT NULL AS "hasDied",
         EXISTS (SELECT FROM consent WHERE consent.referral_id = referral.id AND superseded_at IS NULL
                 AND (expires_at IS NULL OR expires_at > now())
                 AND 'share_with_provider' = ANY (granted)) AS "hasConsent",
         reach.email, reach.mobile_phone AS "mobilePhone", reach.address_lines AS "addressLines",
         coalesce(reach.may_phone, false) AS "mayPhone", coalesce(reach.may_text, false) AS "mayText",
         coalesce(reach.may_email, false) AS "mayEmail", coalesce(reach.may_post, false) AS "mayPost",
         coalesce(reach.may_leave_message, false) AS "mayLeaveMessage",
         to_char(reach.safe_from, 'HH24:MI') AS "safeFrom", to_char(reach.safe_to, 'HH24:MI') AS "safeTo",
         reach.code_word AS "codeWord", coalesce(reach.contact_prohibited, false) AS "contactProhibited",
         reach.preferred_method AS "preferredMethod",
         to_char(provider.day_before_at, 'HH24:MI') AS "dayBeforeAt", provider.hours_before AS "hoursBefore",
         to_char(provider.quiet_from, 'HH24:MI') AS "quietFrom", to_char(provider.quiet_to, 'HH24:MI') AS "quietTo",
         provider.time_zone AS "providerZone", provider.name AS "serviceName",
         activity.name AS "activityName", activity.is_discreet AS "isDiscreet", venue.name AS "venueName",
         venue.address_lines AS "venueLines", venue.postcode AS "venuePostcode",
         coalesce(worker_account.display_name, provider.name) AS "callName",
         coalesce(worker.phone, provider.phone) AS "callPhone"
  FROM booking
  JOIN session ON session.id = booking.session_id
  JOIN activity ON activity.id = session.activity_id
  JOIN venue ON venue.id = session.venue_id
  JOIN referral ON referral.id = booking.referral_id
  JOIN patient ON patient.id = booking.patient_id
  JOIN organisation AS provider ON provider.id = referral.provider_id
  LEFT JOIN membership AS worker ON worker.id = referral.link_worker_id
  LEFT JOIN user_account AS worker_account ON worker_account.id = worker.user_id
  LEFT JOIN patient_contact AS reach ON reach.patient_id = patient.id AND reach.superseded_at IS NULL
  WHERE booking.id = $1`;

/** The facts of a booking, in the forms in which planning, deciding and wording ask for them. */
export interface BookingMessageFacts {
  readonly referralId: string;
  readonly patientId: string;
  readonly providerId: string;
  readonly bookingVersion: number;
  readonly settings: ReminderSettings;
  readonly sendFacts: Omit<SendFacts, 'channel' | 'plannedForVersion' | 'expiresAt' | 'address'>;
  readonly addresses: Readonly<Record<SendFacts['channel'], string | null>>;
  readonly words: ReminderWords;
}

/** Reads a booking as it is now; null when there is none. */
export async function readBookingFacts(
  tx: EntityManager,
  bookingId: string,
): Promise<BookingMessageFacts | null> {
  const [row] = await tx.query<BookingFactsRow[]>(BOOKING_FACTS, [bookingId]);
  return row ? factsOf(row) : null;
}

function factsOf(row: BookingFactsRow): BookingMessageFacts {
  const { referralId, patientId, providerId, bookingVersion } = row;
  const { dayBeforeAt, hoursBefore, quietFrom, quietTo, providerZone: zone } = row;
  return {
    referralId,
    patientId,
    providerId,
    bookingVersion,
    settings: { dayBeforeAt, hoursBefore, quietFrom, quietTo, zone },
    sendFacts: {
      booking: { status: row.bookingStatus, version: bookingVersion },
      session: { status: row.sessionStatus, startsAt: row.startsAt },
      referralStatus: row.referralStatus,
      hasDied: row.hasDied,
      consentToChannel: row.hasConsent,
      contact: row,
      quietFrom,
      quietTo,
      zone,
    },
    addresses: {
      email: row.email,
      sms: row.mobilePhone,
      letter: row.addressLines?.join('\n') ?? null,
    },
    words: wordsOf(row),
  };
}

const wordsOf = (row: BookingFactsRow): ReminderWords => ({
  activityName: row.activityName,
  isDiscreet: row.isDiscreet,
  startsAt: row.startsAt,
  zone: row.sessionZone,
  venueName: row.venueName,
  addressLines: row.venueLines,
  postcode: row.venuePostcode,
  callName: row.callName,
  callPhone: row.callPhone,
  serviceName: row.serviceName,
  codeWord: row.codeWord,
});
