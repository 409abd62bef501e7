import { randomUUID } from 'node:crypto';
import { BookSessionService } from '#application/placements/book-session.service.js';
import type { RequestMark } from '#application/referrals/create-referral.service.js';
import { fingerprintOf } from '#persistence/idempotency/idempotency.js';
import type { BookingView } from '#persistence/placements/bookings.js';
import type { DataSource } from 'typeorm';
import type {
  Cast,
  PatientOverrides,
  ReferralOverrides,
  TestPatient,
  TestSession,
  World,
} from './world.js';

/** The mark of a request: of its own, unless a key is given to repeat one. */
export const aMark = (body: unknown = {}, key: string = randomUUID()): RequestMark => ({
  route: 'test',
  key,
  fingerprint: fingerprintOf(body),
  requestId: null,
});

export interface SupportedPerson {
  readonly patient: TestPatient;
  readonly referralId: string;
}

/** Somebody a link worker has agreed to support: ready to be booked. */
export async function aSupportedPerson(
  world: World,
  cast: Cast,
  patientOverrides: PatientOverrides = {},
  referralOverrides: ReferralOverrides = {},
): Promise<SupportedPerson> {
  const patient = await world.patient(cast.practice, patientOverrides);
  const { id } = await world.referral(cast, patient, { status: 'active', ...referralOverrides });
  return { patient, referralId: id };
}

export async function supportedPeople(
  world: World,
  cast: Cast,
  count: number,
): Promise<SupportedPerson[]> {
  return Promise.all(Array.from({ length: count }, () => aSupportedPerson(world, cast)));
}

/** A booking made by the use case itself, by the link worker of the cast. */
export async function aBooking(
  db: DataSource,
  cast: Cast,
  { referralId }: SupportedPerson,
  session: Pick<TestSession, 'id'>,
): Promise<BookingView> {
  const service = new BookSessionService(db);
  return (await service.book(cast.linkWorker, referralId, session.id, aMark())).booking;
}

export interface Count {
  readonly booked: number;
  readonly live: number;
  readonly places: number;
}

/** What the session counts, beside what there is to count. */
export async function countOf(db: DataSource, sessionId: string): Promise<Count> {
  const [row] = await db.query<Count[]>(
    `SELECT booked, places, (SELECT count(*)::int FROM booking WHERE session_id = session.id AND status = 'booked') AS live
     FROM session WHERE id = $1`,
    [sessionId],
  );
  if (!row) throw new Error('No such session');
  return row;
}

/** Moves a booked session in time, as if it had been booked long before. */
export async function shiftSession(
  db: DataSource,
  sessionId: string,
  startsAt: Date,
): Promise<void> {
  await db.query(
    `UPDATE session SET starts_at = $2, ends_at = $2::timestamptz + interval '90 minutes',
       local_date = ($2::timestamptz AT TIME ZONE time_zone)::date WHERE id = $1`,
    [sessionId, startsAt],
  );
}

/** The codes that refused promises were refused with. */
export const refusalsOf = (settled: readonly PromiseSettledResult<unknown>[]): string[] =>
  settled.flatMap((result) =>
    result.status === 'rejected'
      ? [(result.reason as { code?: string }).code ?? String(result.reason)]
      : [],
  );
