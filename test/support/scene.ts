import { newId } from '#platform/ids/uuid.js';
import type { DataSource } from 'typeorm';
import { aBooking } from './bookings.js';
import type { Cast, PatientOverrides, ReferralOverrides, TestPatient, World } from './world.js';

/** One person on their way through a cast: a referral with its link worker, a booking, a message that failed. */
export interface Scene {
  readonly cast: Cast;
  readonly patient: TestPatient;
  readonly referralId: string;
  readonly activityId: string;
  readonly sessionId: string;
  /** Another date of the same activity, with places. */
  readonly otherSessionId: string;
  readonly bookingId: string;
  readonly messageId: string;
}

export async function aScene(
  db: DataSource,
  world: World,
  cast: Cast,
  overrides: { readonly patient?: PatientOverrides; readonly referral?: ReferralOverrides } = {},
): Promise<Scene> {
  const patient = await world.patient(cast.practice, overrides.patient);
  const referral = await world.referral(cast, patient, { status: 'active', ...overrides.referral });
  const session = await world.session(cast.venue, { startsInHours: 96 });
  const { activityId } = session;
  const other = await world.session(cast.venue, { startsInHours: 120, activityId });
  const booking = await aBooking(db, cast, { patient, referralId: referral.id }, session);
  const [message] = await db.query<{ id: string }[]>(
    `SELECT id FROM message WHERE booking_id = $1 ORDER BY due_at LIMIT 1`,
    [booking.id],
  );
  if (!message) throw new Error('No message was planned');
  await db.query(
    `UPDATE message SET state = 'failed', decision = 'no_address' WHERE id = $1 AND state = 'due'`,
    [message.id],
  );
  return {
    cast,
    patient,
    referralId: referral.id,
    activityId,
    sessionId: session.id,
    otherSessionId: other.id,
    bookingId: booking.id,
    messageId: message.id,
  };
}

/** The same with ids that nothing has. */
export function absent(scene: Scene): Scene {
  const [referralId, sessionId, bookingId, messageId] = [newId(), newId(), newId(), newId()];
  const patient = { ...scene.patient, id: newId() };
  return { ...scene, patient, referralId, sessionId, bookingId, messageId };
}

/** The version of a record now, as its ETag says it. */
export async function versionOf(
  db: DataSource,
  table: 'referral' | 'booking' | 'session' | 'patient',
  id: string,
): Promise<string> {
  const [row] = await db.query<{ version: number }[]>(
    `SELECT version FROM ${table} WHERE id = $1`,
    [id],
  );
  return `"${row?.version ?? 1}"`;
}
