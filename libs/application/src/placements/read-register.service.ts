import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { authorizeRegister, sessionNotFound } from '#domain/placements/register-policy.js';
import { invalid } from '#domain/shared/domain-error.js';
import {
  addLocalDays,
  daysBetween,
  instantOf,
  isRealDate,
  localDate,
} from '#domain/shared/london-time.js';
import { AuditLog } from '#persistence/audit/audit-log.js';
import {
  readRegisterPeople,
  readVenueSession,
  readVenueSessions,
  type VenueSessionRow,
} from '#persistence/placements/register.queries.js';
import { databaseTime } from '#persistence/sql.js';
import { DataSource } from 'typeorm';
import { type Register, registerView, type VenueSession, venueSession } from './register-view.js';

/** Days of a list of sessions, both ends included. */
const DEFAULT_DAYS = 14;
const MOST_DAYS = 93;

export interface SessionPeriod {
  /** Local date; today when left out. */
  readonly from: string | null;
  readonly to: string | null;
}

/** What a venue reads: its sessions, and who comes. */
@Injectable()
export class ReadRegisterService {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The sessions of the actor's own organisation. They hold counts and nobody's name.
   *
   * @throws DomainError `session/period-invalid` (invalid)
   */
  async sessions(actor: Actor, period: SessionPeriod): Promise<VenueSession[]> {
    const at = await databaseTime(this.db);
    const { from, before } = instantsOf(period, localDate(at));
    const rows = await readVenueSessions(this.db, actor.organisationId, from, before);
    return rows.map((row) => venueSession(row, at));
  }

  /**
   * @throws DomainError `session/not-found`, also for a session of another organisation
   * @throws DomainError `audit/unavailable` when the reading cannot be recorded
   */
  async register(actor: Actor, sessionId: string, requestId: string | null): Promise<Register> {
    const session = await readVenueSession(this.db, sessionId);
    if (!session) throw sessionNotFound();
    authorizeRegister(actor, session);
    return this.show(actor, session, requestId);
  }

  /** The register after a mark, for whoever was allowed to make it. */
  async registerAfterMark(
    actor: Actor,
    sessionId: string,
    requestId: string | null,
  ): Promise<Register> {
    const session = await readVenueSession(this.db, sessionId);
    if (!session) throw sessionNotFound();
    return this.show(actor, session, requestId);
  }

  private async show(
    actor: Actor,
    session: VenueSessionRow,
    requestId: string | null,
  ): Promise<Register> {
    const rows = await readRegisterPeople(this.db, session.id);
    const register = registerView(actor, session, rows, await databaseTime(this.db));
    const shown = new Set(register.people.map(({ bookingId }) => bookingId));
    await this.recordReading(
      actor,
      session.id,
      rows.filter(({ bookingId }) => shown.has(bookingId)),
      requestId,
    );
    return register;
  }

  /** A row for each service whose people were on the page, so that its auditors find them. */
  private async recordReading(
    actor: Actor,
    sessionId: string,
    people: readonly { readonly patientId: string; readonly providerId: string }[],
    requestId: string | null,
  ): Promise<void> {
    const providers = [...new Set(people.map(({ providerId }) => providerId))];
    const record = (providerId: string | null, patientIds: readonly string[]): Promise<void> =>
      this.audit.record({
        actor,
        action: 'register.read',
        entity: 'session',
        entityId: sessionId,
        subjectIds: patientIds,
        providerId,
        requestId,
      });
    if (providers.length === 0) return record(null, []);
    await Promise.all(
      providers.map((id) =>
        record(
          id,
          people.filter(({ providerId }) => providerId === id).map(({ patientId }) => patientId),
        ),
      ),
    );
  }
}

/** @throws DomainError `session/period-invalid` (invalid) */
function instantsOf(period: SessionPeriod, today: string): { from: Date; before: Date } {
  const first = period.from ?? today;
  if (!isRealDate(first)) throw periodInvalid('/from', 'Enter a real date, such as 2026-11-22');
  const last = period.to ?? addLocalDays(first, DEFAULT_DAYS - 1);
  if (!isRealDate(last)) throw periodInvalid('/to', 'Enter a real date, such as 2026-11-22');
  const days = daysBetween(first, last) + 1;
  if (days < 1 || days > MOST_DAYS) {
    throw periodInvalid('/to', `Enter a date from the first day to ${MOST_DAYS} days later`);
  }
  return { from: instantOf(first, '00:00'), before: instantOf(addLocalDays(last, 1), '00:00') };
}

const periodInvalid = (pointer: string, detail: string) =>
  invalid('session/period-invalid', 'The sessions of this period cannot be listed.', [
    { pointer, code: 'date_not_acceptable', detail },
  ]);
