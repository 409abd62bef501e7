import { Injectable } from '@nestjs/common';
import { cancelSession } from '#domain/directory/session-change.js';
import { saveSessionCancelled } from '#persistence/directory/session-rows.js';
import { freePlaces } from '#persistence/placements/places.js';
import { DataSource } from 'typeorm';
import { sessionWords } from './booking-records.js';
import { giveBack } from './cancel-booking.service.js';
import type { VenueSession } from './register-view.js';
import { changeSession, type SessionChangeRequest } from './session-change.js';

const BECAUSE_OF_THE_VENUE = { reason: 'session_cancelled', text: null } as const;

@Injectable()
export class CancelSessionService {
  constructor(private readonly db: DataSource) {}

  /**
   * A venue says that a session will not take place. Every booking on it is cancelled with its
   * reminders, and the link workers of those booked see it in the history of their people.
   *
   * @param reason in the venue's words
   * @throws DomainError `session/not-found`, `record/stale`, `session/cancelled`, `session/started`
   * @throws DomainError `text/not-acceptable` (invalid)
   */
  async cancel(request: SessionChangeRequest, reason: string): Promise<VenueSession> {
    return changeSession(this.db, request, async (tx, { session, bookings }, at) => {
      const { cancelReason } = cancelSession(session, reason, at);
      for (const booking of bookings) {
        const cancelledBy = request.actor.membershipId;
        await giveBack(tx, booking, session, BECAUSE_OF_THE_VENUE, { cancelledBy, at });
      }
      await freePlaces(tx, session.id, bookings.length);
      await saveSessionCancelled(tx, session.id, cancelReason);
      return {
        kind: 'booking.cancelled',
        action: 'venue_session.cancelled',
        captured: {
          ...sessionWords(session),
          reason: BECAUSE_OF_THE_VENUE.reason,
          venueReason: cancelReason,
        },
      };
    });
  }
}
