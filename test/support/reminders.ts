import { planMessages } from '#application/messaging/plan-messages.js';
import type { PlannedMessage } from '#persistence/messaging/planned-messages.js';
import { transactionTime } from '#persistence/sql.js';
import { newId } from '#platform/ids/uuid.js';
import type { DataSource } from 'typeorm';
import type { MailCatcherAddresses } from '#platform/embedded/mail-catcher.js';
import type { Cast, PatientOverrides, SessionOverrides, TestPatient, World } from './world.js';

export interface RemindedBooking {
  readonly bookingId: string;
  readonly referralId: string;
  readonly sessionId: string;
  readonly patient: TestPatient;
  readonly messages: readonly PlannedMessage[];
}

export interface MessageRow {
  readonly id: string;
  readonly state: string;
  readonly decision: string | null;
  readonly attempts: number;
  readonly dueAt: Date;
}

/** A booking with its planned reminders, far enough ahead that both are planned. */
export async function aRemindedBooking(
  db: DataSource,
  world: World,
  cast: Cast,
  overrides: { readonly patient?: PatientOverrides; readonly session?: SessionOverrides } = {},
): Promise<RemindedBooking> {
  const patient = await world.patient(cast.practice, overrides.patient);
  const referral = await world.referral(cast, patient, { status: 'active' });
  const session = await world.session(cast.venue, { startsInHours: 96, ...overrides.session });
  const [placementId, bookingId] = [newId(), newId()];
  await db.query(
    `INSERT INTO placement (id, referral_id, patient_id, activity_id, status, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, 'booked', $5, now())`,
    [placementId, referral.id, patient.id, session.activityId, cast.linkWorker.membershipId],
  );
  await db.query(
    `INSERT INTO booking (id, placement_id, referral_id, patient_id, session_id, booked_by)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [bookingId, placementId, referral.id, patient.id, session.id, cast.linkWorker.membershipId],
  );
  const messages = await db.transaction(async (tx) =>
    planMessages(tx, bookingId, await transactionTime(tx)),
  );
  return { bookingId, referralId: referral.id, sessionId: session.id, patient, messages };
}

/** A booking of which one reminder falls due after so many seconds, and the other is not there. */
export async function aReminderDue(
  db: DataSource,
  world: World,
  cast: Cast,
  overrides: Parameters<typeof aRemindedBooking>[3] & { readonly inSeconds?: number } = {},
): Promise<RemindedBooking & { readonly messageId: string }> {
  const booking = await aRemindedBooking(db, world, cast, overrides);
  const [first, ...others] = booking.messages;
  if (!first) throw new Error('No reminder was planned');
  for (const { id } of others) await db.query(`DELETE FROM message WHERE id = $1`, [id]);
  await makeDue(db, first.id, overrides.inSeconds ?? -1);
  return { ...booking, messageId: first.id };
}

export async function makeDue(db: DataSource, messageId: string, inSeconds = -1): Promise<void> {
  await db.query(
    `UPDATE message SET due_at = now() + make_interval(secs => $2), expires_at = now() + interval '6 hours'
     WHERE id = $1`,
    [messageId, inSeconds],
  );
}

export async function messageOf(db: DataSource, id: string): Promise<MessageRow> {
  const [row] = await db.query<MessageRow[]>(
    `SELECT id, state, decision, attempts, due_at AS "dueAt" FROM message WHERE id = $1`,
    [id],
  );
  if (!row) throw new Error('No such message');
  return row;
}

/** What the timeline of a referral says of its messages, oldest first. */
export async function messageLines(db: DataSource, referralId: string): Promise<string[]> {
  const rows = await db.query<{ kind: string; decision: string | null }[]>(
    `SELECT kind, data->>'decision' AS decision FROM timeline_event
     WHERE referral_id = $1 AND kind LIKE 'message.%' ORDER BY at, id`,
    [referralId],
  );
  return rows.map(({ kind, decision }) => (decision ? `${kind}: ${decision}` : kind));
}

export interface CaughtMail {
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
}

/** The mail that arrived for an address, asked of the inbox itself. */
export async function mailTo(
  { inboxUrl }: MailCatcherAddresses,
  address: string | null,
): Promise<CaughtMail[]> {
  const answer = await fetch(new URL('/api/email', inboxUrl));
  const all = (await answer.json()) as (CaughtMail & { to?: { address: string }[] })[];
  return all.filter(({ to }) => to?.some((recipient) => recipient.address === address));
}

/** How often a message arrived, asked by its reference. */
export async function timesArrived(
  { lookupUrl }: MailCatcherAddresses,
  messageId: string,
): Promise<number> {
  const url = new URL(lookupUrl);
  url.searchParams.set('messageId', `${messageId}@trellis.example.org`);
  const { count } = (await (await fetch(url)).json()) as { count: number };
  return count;
}
