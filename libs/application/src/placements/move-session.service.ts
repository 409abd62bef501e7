import { Injectable } from '@nestjs/common';
import { moveSession, type SessionTimes } from '#domain/directory/session-change.js';
import { saveSessionTimes } from '#persistence/directory/session-rows.js';
import { renewLiveBookings } from '#persistence/placements/bookings.js';
import { DataSource } from 'typeorm';
import { cancelMessages, planMessages } from '../messaging/plan-messages.js';
import { sessionWords } from './booking-records.js';
import type { VenueSession } from './register-view.js';
import { changeSession, type SessionChangeRequest } from './session-change.js';

@Injectable()
export class MoveSessionService {
  constructor(private readonly db: DataSource) {}

  /**
   * A venue gives a session another time. Everybody booked keeps their place; reminders of the old
   * time are cancelled and planned again for the new one.
   *
   * @throws DomainError `session/not-found`, `record/stale`, `session/cancelled`, `session/started`
   * @throws DomainError `session/times-invalid` (invalid)
   */
  async move(request: SessionChangeRequest, times: SessionTimes): Promise<VenueSession> {
    return changeSession(this.db, request, async (tx, { session, bookings }, at) => {
      const changes = moveSession(session, times, at);
      await saveSessionTimes(tx, session.id, changes);
      await renewLiveBookings(tx, session.id);
      for (const { id } of bookings) {
        await cancelMessages(tx, id, at);
        await planMessages(tx, id, at);
      }
      const fromStartsAt = session.startsAt.toISOString();
      const captured = { ...sessionWords({ ...session, ...changes }), fromStartsAt };
      return { kind: 'booking.moved', action: 'venue_session.moved', captured };
    });
  }
}
