import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { correctedMarkedAt } from '#domain/placements/attendance.js';
import {
  mayMarkPlace,
  mayReadRegister,
  sessionNotFound,
} from '#domain/placements/register-policy.js';
import { invalid } from '#domain/shared/domain-error.js';
import {
  lockForMarking,
  type MarkableBooking,
  marksOf,
  storeMarks,
  touchReferrals,
} from '#persistence/placements/attendance.js';
import {
  findVenueSession,
  type VenueSessionRow,
} from '#persistence/placements/register.queries.js';
import { transactionTime } from '#persistence/sql.js';
import { DataSource, type EntityManager } from 'typeorm';
import { type AttendanceChange, decideMarks, type DecidedMark } from './decide-marks.js';
import { recordMarks } from './mark-records.js';
import { ReadRegisterService } from './read-register.service.js';
import type { Register } from './register-view.js';

export interface MarkedRegister {
  /** Every change the service has now, made by this request or by an earlier one. */
  readonly applied: readonly string[];
  readonly register: Register;
}

/** A device that differs by less is right enough: the way of a message takes time as well. */
const CLOCK_TOLERANCE_MS = 2 * 60_000;

@Injectable()
export class MarkAttendanceService {
  constructor(
    private readonly db: DataSource,
    private readonly registers: ReadRegisterService,
  ) {}

  /**
   * Stores taps on a register: each once, however often it is sent, and all or none. A venue marks
   * its own session until 11:59pm of its day; after that whoever works with the person corrects.
   *
   * @param sentAt what the device's clock showed when it sent
   * @throws DomainError `session/not-found`, also for a session that is not the actor's to mark
   * @throws DomainError `register/booking-unknown`, `register/mark-invalid` (invalid), `register/not-open`,
   *   `register/closed`, `register/session-cancelled` (conflict), with a pointer to each change
   */
  async mark(
    actor: Actor,
    sessionId: string,
    changes: readonly AttendanceChange[],
    sentAt: Date | null,
    requestId: string | null,
  ): Promise<MarkedRegister> {
    await this.db.transaction((tx) => markWithin(tx, actor, sessionId, changes, sentAt, requestId));
    const register = await this.registers.registerAfterMark(actor, sessionId, requestId);
    return { applied: changes.map(({ changeId }) => changeId), register };
  }
}

async function markWithin(
  tx: EntityManager,
  actor: Actor,
  sessionId: string,
  changes: readonly AttendanceChange[],
  sentAt: Date | null,
  requestId: string | null,
): Promise<void> {
  const bookingIds = [...new Set(changes.map(({ bookingId }) => bookingId))];
  const bookings = await lockForMarking(tx, sessionId, bookingIds);
  // Read after the locks: a venue that moves or cancels the session must lock the same referrals.
  const session = await findVenueSession(tx, sessionId);
  if (!session) throw sessionNotFound();
  authorize(actor, session, [...bookings.values()]);
  refuseUnknown(changes, bookings);
  const at = await transactionTime(tx);
  const decided = decideMarks(
    await marksOf(tx, bookingIds),
    corrected(changes, session, sentAt, at),
    { session, by: actor.role === 'venue_staff' ? 'venue' : 'link_worker', at },
  );
  if (decided.length === 0) return;
  await storeMarks(tx, decided, actor.membershipId, at);
  await touchReferrals(tx, referralsOf(decided, bookings), at);
  await recordMarks(tx, { actor, requestId, session, bookings, at }, decided);
}

/** A link worker marks only people they may arrange things for; of the others nothing is said. */
function authorize(
  actor: Actor,
  session: VenueSessionRow,
  bookings: readonly MarkableBooking[],
): void {
  if (mayReadRegister(actor, session)) return;
  const mayMarkAll = bookings.every((booking) => mayMarkPlace(actor, session, booking));
  if (bookings.length === 0 || !mayMarkAll) throw sessionNotFound();
}

function refuseUnknown(
  changes: readonly AttendanceChange[],
  bookings: ReadonlyMap<string, MarkableBooking>,
): void {
  const detail = 'This booking is not on the register of this session';
  const errors = changes.flatMap(({ bookingId }, index) =>
    bookings.has(bookingId)
      ? []
      : [{ pointer: `/changes/${index}/bookingId`, code: 'booking_unknown', detail }],
  );
  if (errors.length > 0) {
    throw invalid('register/booking-unknown', 'Somebody is not on this register any more.', errors);
  }
}

function corrected(
  changes: readonly AttendanceChange[],
  session: VenueSessionRow,
  sentAt: Date | null,
  at: Date,
): AttendanceChange[] {
  const drift = sentAt === null ? 0 : Math.abs(at.getTime() - sentAt.getTime());
  const wrongClock = drift > CLOCK_TOLERANCE_MS ? sentAt : null;
  return changes.map((change) => ({
    ...change,
    markedAt: correctedMarkedAt(change.markedAt, wrongClock, session, at),
  }));
}

const referralsOf = (
  decided: readonly DecidedMark[],
  bookings: ReadonlyMap<string, MarkableBooking>,
): string[] => [
  ...new Set(decided.flatMap(({ bookingId }) => bookings.get(bookingId)?.referralId ?? [])),
];
