import type { MessageChannel } from '#domain/messaging/message.js';
import { type PlannedReminder, planReminders } from '#domain/messaging/reminder-plan.js';
import { decideSend } from '#domain/messaging/send-decision.js';
import {
  cancelDueMessages,
  insertMessages,
  messagesOfBooking,
  type MessageToPlan,
  type PlannedMessage,
} from '#persistence/messaging/planned-messages.js';
import {
  type BookingMessageFacts,
  readBookingFacts,
} from '#persistence/messaging/send-facts.queries.js';
import { appendTimeline } from '#persistence/referrals/timeline.js';
import type { EntityManager } from 'typeorm';

/** The one channel that a provider is connected to. */
const CHANNEL: MessageChannel = 'email';

/**
 * Plans the reminders of the current version of a booking, in the transaction that makes or moves
 * it; a repeat plans nothing twice. Where nobody may be reached the row is there all the same, as
 * `not_sent` with its reason, so that the link worker sees it in time to phone. Whether a message
 * goes out is decided again when it is sent.
 *
 * @param at the instant of the change, by the database's clock
 * @returns the messages of the current version; none when the session is too near for any
 */
export async function planMessages(
  tx: EntityManager,
  bookingId: string,
  at: Date,
): Promise<PlannedMessage[]> {
  const facts = await readBookingFacts(tx, bookingId);
  if (!facts) throw new Error('Messages were to be planned for a booking that is not there');
  const { sendFacts, settings, referralId, bookingVersion } = facts;
  const reminders = planReminders(sendFacts.booking, sendFacts.session, settings, at);
  const planned = reminders.map((reminder) => judged(reminder, facts));
  const made = await insertMessages(tx, { bookingId, ...facts }, planned, at);
  const messages = await messagesOfBooking(tx, bookingId, bookingVersion);
  await appendTimeline(
    tx,
    ...messages
      .filter(({ id, state }) => made.has(id) && state === 'not_sent')
      .map(({ id, rule, channel, state, decision }) => ({
        referralId,
        actorId: null,
        subjectId: id,
        kind: 'message.problem',
        at,
        captured: { rule, channel, state, decision },
      })),
  );
  return messages;
}

/**
 * Ends every waiting message of a booking, of whichever version. Call it once the booking is saved,
 * so that the reason can be told: after a move, before `planMessages`.
 */
export async function cancelMessages(
  tx: EntityManager,
  bookingId: string,
  at: Date,
): Promise<void> {
  await cancelDueMessages(tx, bookingId, at);
}

/** Looks ahead: how the message would be decided on at its time, if nothing changes until then. */
function judged(
  { rule, dueAt, expiresAt }: PlannedReminder,
  { sendFacts, addresses, bookingVersion }: BookingMessageFacts,
): MessageToPlan {
  const message = { rule, channel: CHANNEL, dueAt, expiresAt };
  const decision = decideSend(
    {
      ...sendFacts,
      channel: CHANNEL,
      address: addresses[CHANNEL],
      plannedForVersion: bookingVersion,
      expiresAt,
    },
    dueAt,
  );
  if (decision.send) return { ...message, state: 'due', decision: null };
  if (decision.state !== 'wait')
    return { ...message, state: 'not_sent', decision: decision.reason };
  const waits = decision.until < expiresAt;
  return { ...message, dueAt: waits ? decision.until : dueAt, state: 'due', decision: null };
}
