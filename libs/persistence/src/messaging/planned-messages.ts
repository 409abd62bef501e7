import type { MessageChannel } from '#domain/messaging/message.js';
import type { ReminderRule } from '#domain/messaging/reminder-plan.js';
import type { SendRefusal } from '#domain/messaging/send-decision.js';
import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';

/** A reminder of a booking, as the people who made the booking see it. */
export interface PlannedMessage {
  readonly id: string;
  readonly rule: ReminderRule;
  readonly channel: MessageChannel;
  readonly dueAt: Date;
  readonly state: string;
  /** Code of why it will not be, or was not, sent. */
  readonly decision: SendRefusal | null;
}

export interface MessageToPlan extends Omit<PlannedMessage, 'id'> {
  readonly state: 'due' | 'not_sent';
  readonly expiresAt: Date;
}

export interface PlannedFor {
  readonly bookingId: string;
  readonly bookingVersion: number;
  readonly referralId: string;
  readonly patientId: string;
}

/**
 * Stores what is planned for one version of a booking, each rule once however often it is asked for.
 *
 * @returns ids of the rows that are new
 */
export async function insertMessages(
  tx: EntityManager,
  { bookingId, bookingVersion, referralId, patientId }: PlannedFor,
  messages: readonly MessageToPlan[],
  at: Date,
): Promise<ReadonlySet<string>> {
  if (messages.length === 0) return new Set();
  const rows = await tx.query<{ id: string }[]>(
    `INSERT INTO message (id, rule, channel, booking_id, booking_version, referral_id, patient_id,
                          due_at, expires_at, state, decision, state_at, created_at)
     SELECT id, rule, channel, $1, $2, $3, $4, due_at, expires_at, state, decision, $5, $5
     FROM unnest($6::uuid[], $7::text[], $8::text[], $9::timestamptz[], $10::timestamptz[], $11::text[], $12::text[])
       AS row (id, rule, channel, due_at, expires_at, state, decision)
     ON CONFLICT (booking_id, rule, channel, booking_version) DO NOTHING
     RETURNING id`,
    [
      bookingId,
      bookingVersion,
      referralId,
      patientId,
      at,
      messages.map(() => newId()),
      messages.map(({ rule }) => rule),
      messages.map(({ channel }) => channel),
      messages.map(({ dueAt }) => dueAt),
      messages.map(({ expiresAt }) => expiresAt),
      messages.map(({ state }) => state),
      messages.map(({ decision }) => decision),
    ],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The messages of one version of a booking, the first to go out first. */
export async function messagesOfBooking(
  tx: EntityManager,
  bookingId: string,
  bookingVersion: number,
): Promise<PlannedMessage[]> {
  return tx.query<PlannedMessage[]>(
    `SELECT id, rule, channel, due_at AS "dueAt", state, decision FROM message
     WHERE booking_id = $1 AND booking_version = $2 ORDER BY due_at, rule`,
    [bookingId, bookingVersion],
  );
}

/**
 * Ends the messages of a booking that wait for their time. One that is being sent this moment is
 * left to its worker, which has read that the booking stood. The reason follows from the booking:
 * a later version of it, or its end.
 */
export async function cancelDueMessages(
  tx: EntityManager,
  bookingId: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE message SET state = 'cancelled', state_at = $2,
       decision = CASE WHEN booking.status = 'booked' AND booking.version > message.booking_version
                       THEN 'booking_changed' ELSE 'booking_cancelled' END
     FROM booking
     WHERE booking.id = message.booking_id AND message.booking_id = $1 AND message.state = 'due'`,
    [bookingId, at],
  );
}
