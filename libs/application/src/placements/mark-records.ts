import type { Actor } from '#domain/access/actor.js';
import { appendAudit } from '#persistence/audit/audit.js';
import { appendToOutbox } from '#persistence/outbox/outbox.js';
import type { MarkableBooking } from '#persistence/placements/attendance.js';
import type { VenueSessionRow } from '#persistence/placements/register.queries.js';
import { appendTimeline } from '#persistence/referrals/timeline.js';
import type { EntityManager } from 'typeorm';
import type { DecidedMark } from './decide-marks.js';

export interface MarkContext {
  readonly actor: Actor;
  readonly requestId: string | null;
  readonly session: VenueSessionRow;
  readonly bookings: ReadonlyMap<string, MarkableBooking>;
  readonly at: Date;
}

/** Tells the history of each person what changed on the register, and the audit who changed it. */
export async function recordMarks(
  tx: EntityManager,
  { actor, requestId, session, bookings, at }: MarkContext,
  decided: readonly DecidedMark[],
): Promise<void> {
  const marked = decided.flatMap((mark) => {
    const booking = bookings.get(mark.bookingId);
    return booking ? [{ mark, booking }] : [];
  });
  const changed = marked.filter(({ mark }) => mark.changesTheRegister);
  await appendTimeline(
    tx,
    ...changed.map(({ mark, booking }) => ({
      referralId: booking.referralId,
      actorId: actor.membershipId,
      subjectId: mark.bookingId,
      kind: 'attendance.recorded',
      at: mark.markedAt > at ? at : mark.markedAt,
      captured: {
        bookingId: mark.bookingId,
        sessionId: session.id,
        code: mark.code,
        minutesLate: mark.minutesLate,
        activityName: session.activityName,
        venueName: session.venueName,
        startsAt: session.startsAt.toISOString(),
      },
    })),
  );
  await appendToOutbox(
    tx,
    ...changed.map(({ mark: { bookingId, code }, booking: { referralId } }) => ({
      type: 'attendance.recorded',
      payload: { bookingId, referralId, sessionId: session.id, code },
    })),
  );
  // A row for each person, under the service whose referral it is: its auditors see who marked them.
  await appendAudit(
    tx,
    ...marked.map(({ mark, booking }) => ({
      actor,
      action: 'register.marked' as const,
      entity: 'booking',
      entityId: mark.bookingId,
      patientId: booking.patientId,
      providerId: booking.providerId,
      detail: { referralId: booking.referralId, sessionId: session.id, code: mark.code },
      requestId,
    })),
  );
}
