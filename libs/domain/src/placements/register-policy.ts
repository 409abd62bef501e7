import type { Actor } from '../access/actor.js';
import { mayOnReferral, type ReferralAccessFacts } from '../referrals/referral-policy.js';
import { DomainError } from '../shared/domain-error.js';
import { addLocalDays, instantOf, LONDON, localDate, localTime } from '../shared/london-time.js';

export interface RegisterAccessFacts {
  /** The organisation that runs the session. */
  readonly organisationId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Venue staff see who comes from this many days before a session … */
export const NAMES_DAYS_BEFORE = 7;
/** … to this many days after it. */
export const NAMES_DAYS_AFTER = 2;

/** Venue staff, and only at their own organisation's sessions. */
export function mayReadRegister(actor: Actor, session: RegisterAccessFacts): boolean {
  return actor.role === 'venue_staff' && actor.organisationId === session.organisationId;
}

/**
 * Who may mark one place: the venue at its own session, or whoever works with this person, who
 * corrects it later.
 */
export function mayMarkPlace(
  actor: Actor,
  session: RegisterAccessFacts,
  referral: ReferralAccessFacts,
): boolean {
  return mayReadRegister(actor, session) || mayOnReferral(actor, 'arrange_placement', referral);
}

/** @throws DomainError `session/not-found` (not_found) when the session is not the actor's */
export function authorizeRegister(actor: Actor, session: RegisterAccessFacts): void {
  if (!mayReadRegister(actor, session)) throw sessionNotFound();
}

export const sessionNotFound = (): DomainError =>
  new DomainError('not_found', 'session/not-found', 'No such session.');

/**
 * Whether names may be shown on the register: from 7 days before the start to 2 days after the end,
 * by the wall clock. Outside it the register holds counts only.
 * Source: Trellis access matrix, venue staff.
 */
export function areNamesVisible(session: RegisterAccessFacts, at: Date, zone = LONDON): boolean {
  const from = shifted(session.startsAt, -NAMES_DAYS_BEFORE, zone);
  const to = shifted(session.endsAt, NAMES_DAYS_AFTER, zone);
  return from <= at && at < to;
}

const shifted = (instant: Date, days: number, zone: string): Date =>
  instantOf(addLocalDays(localDate(instant, zone), days), localTime(instant, zone), zone);

interface Names {
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName: string | null;
}

/**
 * What a register calls somebody: the first name they use and one letter. Of a preferred name only
 * the first word is taken, because some people write their whole name there.
 */
export function registerName({ givenName, familyName, preferredName }: Names): string {
  const first = preferredName?.trim().split(/\s+/)[0] || givenName.trim();
  return `${first} ${firstLetter(familyName.trim())}`.trim();
}

/** The first letter as a reader sees it: an accent belongs to its letter. */
function firstLetter(name: string): string {
  const letters = new Intl.Segmenter('en-GB', { granularity: 'grapheme' }).segment(name);
  const [first] = letters;
  return first?.segment.toLocaleUpperCase('en-GB') ?? '';
}
