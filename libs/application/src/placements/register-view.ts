import type { Actor } from '#domain/access/actor.js';
import {
  type AttendanceCode,
  registerClosesAt,
  registerOpensAt,
} from '#domain/placements/attendance.js';
import { areNamesVisible, mayMarkPlace, registerName } from '#domain/placements/register-policy.js';
import type {
  RegisterPersonRow,
  VenueSessionRow,
} from '#persistence/placements/register.queries.js';

/** A session as its venue sees it. */
export interface VenueSession {
  readonly id: string;
  readonly version: number;
  readonly activityName: string;
  readonly venueName: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly places: number;
  readonly booked: number;
  readonly marked: number;
  readonly status: 'scheduled' | 'cancelled';
  /** Marks are taken now. */
  readonly registerOpen: boolean;
}

export interface RegisterPerson {
  readonly bookingId: string;
  readonly displayName: string;
  /** Sentences written for venues, of people who agreed to share them. */
  readonly needToKnow: readonly string[];
  readonly mark: Exclude<AttendanceCode, 'not_marked'> | null;
  readonly minutesLate: number | null;
}

export interface Register {
  readonly session: VenueSession;
  readonly opensAt: Date;
  /** The last minute of the day: 11:59pm where the session is. */
  readonly editableUntil: Date;
  readonly editable: boolean;
  /** False outside the days around the session, when a register holds nobody's name. */
  readonly namesShown: boolean;
  readonly people: readonly RegisterPerson[];
}

const MS_PER_MINUTE = 60_000;

export function venueSession(row: VenueSessionRow, at: Date): VenueSession {
  const { id, version, activityName, venueName, startsAt, endsAt } = row;
  const { places, booked, marked, status } = row;
  const names = { id, version, activityName, venueName, startsAt, endsAt };
  return { ...names, places, booked, marked, status, registerOpen: isRegisterOpen(row, at) };
}

const isRegisterOpen = (row: VenueSessionRow, at: Date): boolean =>
  row.status === 'scheduled' &&
  registerOpensAt(row) <= at &&
  at < registerClosesAt(row, row.timeZone);

/**
 * The register as this actor may see it, built field by field: nothing of a person but what a venue
 * needs at the door. A link worker sees their own people on it.
 */
export function registerView(
  actor: Actor,
  session: VenueSessionRow,
  rows: readonly RegisterPersonRow[],
  at: Date,
): Register {
  const namesShown = areNamesVisible(session, at, session.timeZone);
  const seen = namesShown ? rows.filter((row) => mayMarkPlace(actor, session, row)) : [];
  const closesAt = registerClosesAt(session, session.timeZone);
  return {
    session: venueSession(session, at),
    opensAt: registerOpensAt(session),
    editableUntil: new Date(closesAt.getTime() - MS_PER_MINUTE),
    editable: isRegisterOpen(session, at),
    namesShown,
    people: seen.map(person).sort(byName),
  };
}

const person = (row: RegisterPersonRow): RegisterPerson => {
  const mark = row.code === 'not_marked' ? null : row.code;
  return {
    bookingId: row.bookingId,
    displayName: registerName(row),
    needToKnow: row.needToKnow,
    mark,
    minutesLate: mark === null ? null : row.minutesLate,
  };
};

const names = new Intl.Collator('en-GB');

/** Two people may share a first name and an initial: the order stays the same all the same. */
const byName = (a: RegisterPerson, b: RegisterPerson): number =>
  names.compare(a.displayName, b.displayName) || (a.bookingId < b.bookingId ? -1 : 1);
