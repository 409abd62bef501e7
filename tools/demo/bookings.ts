import { type AttendanceCode, isAttended } from '#domain/placements/attendance.js';
import { assertBookable } from '#domain/placements/booking.js';
import {
  type PlacementCommand,
  stepsToBooked,
  transitionPlacement,
} from '#domain/placements/placement-lifecycle.js';
import type { Placement } from '#domain/placements/placement.js';
import { allowsPlacements } from '#domain/referrals/referral.js';
import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';
import type { DemoSession } from './demo-sessions.js';
import type { DemoHouse, DemoMember } from './organisations.js';
import type { PlayedLine, PlayedReferral } from './play-story.js';
import type { Random } from './random.js';
import { insertRows, type Row } from './rows.js';
import { timelineRow } from './write-referrals.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ON_REGISTER = 20;
const SOON = 6;

/** Fills sessions with people, keeping to the places there are and to one place a person and time. */
export class BookingBook {
  private readonly placements = new Map<string, Placement>();
  private readonly attended = new Map<string, number>();
  private readonly taken = new Map<string, Set<string>>();
  private readonly rows: { bookings: Row[]; attendance: Row[]; timeline: Row[] } = {
    bookings: [],
    attendance: [],
    timeline: [],
  };
  /** Bookings still to come, whose reminders are to be planned. */
  readonly coming: string[] = [];

  constructor(
    private readonly house: DemoHouse,
    private readonly now: Date,
    private readonly random: Random,
  ) {}

  /** The session that is on now: twenty people, three of them marked already. */
  fillRegister(session: DemoSession, people: readonly PlayedReferral[]): void {
    const booked: [string, PlayedReferral][] = [];
    for (const person of people) {
      if (booked.length === ON_REGISTER) break;
      const wishedAt = new Date(session.startsAt.getTime() - 3 * DAY - booked.length * HOUR);
      const id = this.book(session, person, wishedAt);
      if (id !== null) booked.push([id, person]);
    }
    for (const [id, person] of booked.slice(0, 3)) this.mark(id, session, person, 'on_time');
  }

  /** A session that begins soon: its reminders go out while somebody looks on. */
  fillSoon(session: DemoSession, people: readonly PlayedReferral[]): void {
    const at = new Date(this.now.getTime() - HOUR);
    for (const person of people.slice(-SOON)) this.book(session, person, at);
  }

  /** What somebody has been to, and what they are booked for next. */
  fillDiary(person: PlayedReferral, sessions: readonly DemoSession[]): void {
    const from = person.lines.find(({ kind }) => kind === 'referral.engaged')?.at;
    if (!from) return;
    const fitting = sessions.filter(({ needs }) =>
      needs.some((need) => person.needs.includes(need)),
    );
    const activity = this.random.pick(fitting.length > 0 ? fitting : sessions).activityId;
    const dates = sessions.filter(({ activityId }) => activityId === activity);
    const past = dates.filter(
      ({ startsAt, endsAt }) => startsAt.getTime() > from.getTime() + 2 * DAY && endsAt < this.now,
    );
    for (const session of past.slice(-4)) this.attend(session, person);
    const coming = dates.filter(
      ({ startsAt }) => startsAt.getTime() > this.now.getTime() + 2 * HOUR,
    );
    const next = coming[this.random.between(0, 1)];
    if (next && !isEnded(person)) this.book(next, person, new Date(this.now.getTime() - DAY));
  }

  async write(tx: EntityManager): Promise<void> {
    const placements = [...this.placements.values()].map(placementRow);
    await insertRows(tx, 'placement', placements);
    await insertRows(tx, 'booking', this.rows.bookings);
    await insertRows(tx, 'attendance', this.rows.attendance);
    await insertRows(tx, 'timeline_event', this.rows.timeline);
    await tx.query(
      `UPDATE session SET booked = counted.live
       FROM (SELECT session_id, count(*) AS live FROM booking WHERE status = 'booked' GROUP BY session_id) AS counted
       WHERE counted.session_id = session.id`,
    );
    await tx.query(
      `UPDATE referral SET next_session_at =
         (SELECT min(session.starts_at) FROM booking JOIN session ON session.id = booking.session_id
          WHERE booking.referral_id = referral.id AND booking.status = 'booked' AND session.starts_at > $1)
       WHERE EXISTS (SELECT FROM booking WHERE booking.referral_id = referral.id)`,
      [this.now],
    );
  }

  /** Ends what an ended referral had going on, as closing asks for. */
  endPlacements(person: PlayedReferral): void {
    const { closedAt } = person.referral;
    if (closedAt === null) return;
    for (const [key, placement] of this.placements) {
      if (placement.referralId !== person.referral.id) continue;
      const sessionsAttended = this.attended.get(placement.id) ?? 0;
      const command: PlacementCommand =
        sessionsAttended > 0
          ? { type: 'complete' }
          : { type: 'never_start', reason: 'did_not_come', text: null };
      const facts = { sessionsAttended, comingBookings: 0 };
      const { changes } = transitionPlacement(placement, command, facts, closedAt);
      this.placements.set(key, { ...placement, ...changes });
    }
  }

  private attend(session: DemoSession, person: PlayedReferral): void {
    const end = person.referral.closedAt;
    if (end !== null && session.endsAt >= end) return;
    const id = this.book(session, person, new Date(session.startsAt.getTime() - 2 * DAY));
    if (id === null) return;
    const code: AttendanceCode = this.random.pick([
      'on_time',
      'on_time',
      'on_time',
      'on_time',
      'late',
      'told_us',
      'did_not_come',
    ]);
    this.mark(id, session, person, code);
  }

  private book(session: DemoSession, person: PlayedReferral, wishedAt: Date): string | null {
    const people = this.taken.get(session.id) ?? new Set<string>();
    if (people.has(person.referral.patientId) || people.size >= session.places) return null;
    const at = this.bookedAt(person, wishedAt);
    if (at === null || at >= session.startsAt) return null;
    // Past states are not kept, so the guard is asked with one in which places may be arranged.
    const referralStatus = allowsPlacements(person.referral.status)
      ? person.referral.status
      : 'active';
    const bookable = { ...session, status: 'scheduled', booked: people.size } as const;
    assertBookable({ session: bookable, referralStatus, alreadyBooked: false }, at);
    this.taken.set(session.id, people.add(person.referral.patientId));
    const id = newId();
    const placement = this.placementOf(person, session, at);
    this.rows.bookings.push(bookingRow(id, placement, session, person, at));
    this.note(
      person,
      'booking.created',
      at,
      id,
      { bookingId: id, ...words(session), endsAt: session.endsAt.toISOString() },
      person.players.worker,
    );
    if (session.startsAt > this.now) this.coming.push(id);
    return id;
  }

  /** After they were spoken to, and before today's last minutes. */
  private bookedAt(person: PlayedReferral, wishedAt: Date): Date | null {
    const engaged = person.lines.find(({ kind }) => kind === 'referral.engaged')?.at;
    if (!engaged) return null;
    return new Date(Math.max(wishedAt.getTime(), engaged.getTime() + HOUR / 2));
  }

  private placementOf(person: PlayedReferral, session: DemoSession, at: Date): Placement {
    const key = `${person.referral.id} ${session.activityId}`;
    const found = this.placements.get(key);
    if (found) return found;
    const placement: Placement = {
      id: newId(),
      referralId: person.referral.id,
      patientId: person.referral.patientId,
      activityId: session.activityId,
      status: 'proposed',
      proposedBy: person.players.worker.membershipId,
      proposedAt: at,
      reasonCode: null,
      reasonText: null,
      endedAt: null,
      version: 1,
    };
    for (const type of stepsToBooked('proposed') ?? []) {
      const facts = { sessionsAttended: 0, comingBookings: 0 };
      Object.assign(placement, transitionPlacement(placement, { type }, facts, at).changes);
    }
    this.placements.set(key, placement);
    return placement;
  }

  private mark(
    bookingId: string,
    session: DemoSession,
    person: PlayedReferral,
    code: AttendanceCode,
  ): void {
    const staff = this.house.venueStaff.get(session.organisationId);
    if (!staff) return;
    const at = new Date(Math.min(session.startsAt.getTime() + 5 * 60_000, this.now.getTime()));
    const minutesLate = code === 'late' ? 10 : null;
    this.countAttended(person, session, code);
    this.rows.attendance.push({
      id: newId(),
      change_id: newId(),
      booking_id: bookingId,
      code,
      minutes_late: minutesLate,
      marked_at: at,
      recorded_by: staff.membershipId,
      recorded_at: at,
    });
    this.note(
      person,
      'attendance.recorded',
      at,
      bookingId,
      { bookingId, code, minutesLate, ...words(session) },
      staff,
    );
  }

  private countAttended(person: PlayedReferral, session: DemoSession, code: AttendanceCode): void {
    const placement = this.placements.get(`${person.referral.id} ${session.activityId}`);
    if (!placement || !isAttended(code)) return;
    this.attended.set(placement.id, (this.attended.get(placement.id) ?? 0) + 1);
  }

  private note(
    { referral }: PlayedReferral,
    kind: string,
    at: Date,
    subjectId: string,
    captured: PlayedLine['captured'],
    actor: DemoMember,
  ): void {
    this.rows.timeline.push(timelineRow(referral.id, { kind, at, subjectId, captured, actor }));
  }
}

const isEnded = ({ referral }: PlayedReferral): boolean => !allowsPlacements(referral.status);

const words = (session: DemoSession) => ({
  sessionId: session.id,
  activityName: session.activityName,
  venueName: session.venueName,
  startsAt: session.startsAt.toISOString(),
});

const placementRow = (placement: Placement): Row => ({
  id: placement.id,
  referral_id: placement.referralId,
  patient_id: placement.patientId,
  activity_id: placement.activityId,
  status: placement.status,
  proposed_by: placement.proposedBy,
  proposed_at: placement.proposedAt,
  ended_at: placement.endedAt,
  version: placement.version,
});

const bookingRow = (
  id: string,
  placement: Placement,
  session: DemoSession,
  { referral, players }: PlayedReferral,
  at: Date,
): Row => ({
  id,
  placement_id: placement.id,
  referral_id: referral.id,
  patient_id: referral.patientId,
  session_id: session.id,
  status: 'booked',
  booked_by: players.worker.membershipId,
  booked_at: at,
  version: 1,
});
