import { randomUUID } from 'node:crypto';
import type { AttendanceChange } from '#application/placements/decide-marks.js';
import {
  MarkAttendanceService,
  type MarkedRegister,
} from '#application/placements/mark-attendance.service.js';
import { ReadRegisterService } from '#application/placements/read-register.service.js';
import type { AttendanceCode } from '#domain/placements/attendance.js';
import { AuditLog } from '#persistence/audit/audit-log.js';
import type { BookingView } from '#persistence/placements/bookings.js';
import type { DataSource } from 'typeorm';
import { aBooking, shiftSession, supportedPeople } from './bookings.js';
import type { Cast, TestSession, World } from './world.js';
import type { Person } from './world-people.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * MINUTE);

export const tap = (
  { id }: Pick<BookingView, 'id'>,
  code: AttendanceCode,
  overrides: Partial<AttendanceChange> = {},
): AttendanceChange => ({
  changeId: randomUUID(),
  bookingId: id,
  code,
  minutesLate: null,
  markedAt: new Date(),
  ...overrides,
});

/** The use cases of a register on a test database, with what they leave behind. */
export class Registers {
  constructor(
    private readonly db: DataSource,
    private readonly world: World,
    private readonly cast: Cast,
  ) {}

  get read(): ReadRegisterService {
    return new ReadRegisterService(this.db, new AuditLog(this.db));
  }

  /** Marks as the venue does, unless somebody else is named. */
  mark(
    sessionId: string,
    changes: readonly AttendanceChange[],
    { actor = this.cast.venueStaff, sentAt = null }: { actor?: Person; sentAt?: Date | null } = {},
  ): Promise<MarkedRegister> {
    return new MarkAttendanceService(this.db, this.read).mark(
      actor,
      sessionId,
      changes,
      sentAt,
      null,
    );
  }

  /**
   * A session whose register is open, with people booked on it. It starts in a few minutes: its day
   * is not over at whatever time of day the test runs.
   */
  async running(count = 1): Promise<{ session: TestSession; bookings: BookingView[] }> {
    const session = await this.world.session(this.cast.venue);
    const bookings: BookingView[] = [];
    for (const person of await supportedPeople(this.world, this.cast, count)) {
      bookings.push(await aBooking(this.db, this.cast, person, session));
    }
    await shiftSession(this.db, session.id, new Date(Date.now() + 5 * MINUTE));
    return { session, bookings };
  }

  async runningForOne(): Promise<{ session: TestSession; booking: BookingView }> {
    const { session, bookings } = await this.running();
    const [booking] = bookings;
    if (!booking) throw new Error('Nobody was booked');
    return { session, booking };
  }

  /** Every mark of a booking, in the order they were stored. */
  historyOf({ id }: BookingView): Promise<{ code: string; counts: boolean; by: string }[]> {
    return this.db.query(
      `SELECT code, superseded_at IS NULL AS counts, recorded_by AS by FROM attendance
       WHERE booking_id = $1 ORDER BY recorded_at, id`,
      [id],
    );
  }

  /** The codes that the person's history tells of, in the order they were told. */
  async linesOf({ referralId }: BookingView): Promise<string[]> {
    const lines = await this.db.query<{ code: string }[]>(
      `SELECT data ->> 'code' AS code FROM timeline_event
       WHERE referral_id = $1 AND kind = 'attendance.recorded' ORDER BY id`,
      [referralId],
    );
    return lines.map(({ code }) => code);
  }
}
