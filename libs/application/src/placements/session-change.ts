import type { Actor } from '#domain/access/actor.js';
import { authorizeRegister, sessionNotFound } from '#domain/placements/register-policy.js';
import { DomainError } from '#domain/shared/domain-error.js';
import type { Captured } from '#domain/shared/timeline.js';
import { appendAudit } from '#persistence/audit/audit.js';
import { findSession } from '#persistence/directory/session-rows.js';
import { appendToOutbox } from '#persistence/outbox/outbox.js';
import { findVenueSession } from '#persistence/placements/register.queries.js';
import { refreshNextSession } from '#persistence/placements/places.js';
import {
  BookedMeanwhile,
  type LockedSession,
  lockSessionWithBookings,
} from '#persistence/placements/session-bookings.js';
import { assertVersion } from '#persistence/referrals/referral.queries.js';
import { appendTimeline } from '#persistence/referrals/timeline.js';
import { transactionTime } from '#persistence/sql.js';
import type { DataSource, EntityManager } from 'typeorm';
import { type VenueSession, venueSession } from './register-view.js';

export interface SessionChangeRequest {
  readonly actor: Actor;
  readonly sessionId: string;
  /** Of the session, as the actor read it. */
  readonly version: number;
  readonly requestId: string | null;
}

/** What a change of a session says of everybody booked on it. */
export interface SessionChange {
  readonly kind: 'booking.moved' | 'booking.cancelled';
  readonly action: 'venue_session.moved' | 'venue_session.cancelled';
  readonly captured: Captured;
}

type Change = (tx: EntityManager, locked: LockedSession, at: Date) => Promise<SessionChange>;

/** Bookings may come in while a session is being changed; so many times it is tried again. */
const TRIES = 10;

/**
 * Changes a session of the actor's own organisation together with every booking on it, and writes
 * it into the history of everybody booked, where their link workers see it.
 *
 * @throws DomainError `session/not-found`, also for a session of another organisation
 * @throws DomainError `record/stale`; `service/busy` when bookings keep coming in
 */
export async function changeSession(
  db: DataSource,
  request: SessionChangeRequest,
  change: Change,
): Promise<VenueSession> {
  for (let left = TRIES; left > 0; left -= 1) {
    try {
      return await db.transaction((tx) => changeWithin(tx, request, change));
    } catch (error) {
      if (!(error instanceof BookedMeanwhile)) throw error;
    }
  }
  throw new DomainError(
    'unavailable',
    'service/busy',
    'People are being booked on this session just now. Nothing was changed; try again.',
  );
}

async function changeWithin(
  tx: EntityManager,
  request: SessionChangeRequest,
  change: Change,
): Promise<VenueSession> {
  const { actor, sessionId, version } = request;
  const found = await findSession(tx, sessionId);
  if (!found) throw sessionNotFound();
  authorizeRegister(actor, found);
  const locked = await lockSessionWithBookings(tx, sessionId);
  if (!locked) throw sessionNotFound();
  assertVersion(locked.session, version);
  const at = await transactionTime(tx);
  const done = await change(tx, locked, at);
  await refreshNextSession(tx, [...locked.referrals.keys()], at);
  await record(tx, request, locked, done, at);
  const saved = await findVenueSession(tx, sessionId);
  if (!saved) throw sessionNotFound();
  return venueSession(saved, at);
}

async function record(
  tx: EntityManager,
  { actor, sessionId, requestId }: SessionChangeRequest,
  { bookings, referrals }: LockedSession,
  { kind, action, captured }: SessionChange,
  at: Date,
): Promise<void> {
  const actorId = actor.membershipId;
  await appendTimeline(
    tx,
    ...bookings.map(({ id: bookingId, referralId }) => ({
      referralId,
      actorId,
      subjectId: bookingId,
      kind,
      at,
      captured: { bookingId, sessionId, by: 'venue', ...captured },
    })),
  );
  const event = { type: action, payload: { sessionId } };
  await appendToOutbox(
    tx,
    event,
    ...bookings.map(({ id: bookingId, referralId }) => ({
      type: kind,
      payload: { bookingId, referralId, sessionId },
    })),
  );
  const common = { actor, requestId } as const;
  await appendAudit(
    tx,
    { ...common, action, entity: 'session', entityId: sessionId },
    ...bookings.map(({ id, referralId, patientId }) => ({
      ...common,
      action: kind,
      entity: 'booking',
      entityId: id,
      patientId,
      providerId: referrals.get(referralId)?.providerId ?? null,
      detail: { referralId, sessionId },
    })),
  );
}
