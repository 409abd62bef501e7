import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangeReferralService } from '#application/referrals/change-referral.service.js';
import { PatientsService } from '#application/patients/patients.service.js';
import { AuditLog } from '#persistence/audit/audit-log.js';
import { aBooking, aSupportedPerson, countOf, shiftSession } from '#test/support/bookings.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { safeContactFacts } from '#test/support/factories/domain-facts.js';
import { type Cast, World } from '#test/support/world.js';

const CLOSE = {
  command: 'close',
  reasonCode: 'goals_met',
  summary: 'Goes to the greenhouse on their own now.',
  noFollowUpReason: 'not_suitable',
  actionsForGp: [],
} as const;

const NEW_DETAILS = {
  mobilePhone: '07700 900456',
  homePhone: null,
  email: null,
  addressLines: [],
  postcode: null,
  reason: 'Has a new number',
  safeContact: safeContactFacts({ preferredMethod: 'phone' }),
};

describe('a referral that has ended', () => {
  let database: TestDatabase;
  let world: World;
  let cast: Cast;

  beforeAll(async () => {
    database = await createTestDatabase();
    world = new World(database.db);
    cast = await world.cast();
  });
  afterAll(() => database.drop());

  const patients = () => new PatientsService(database.db, new AuditLog(database.db));
  const changeDetails = (actor: Cast['linkWorker'], patientId: string) =>
    patients().changeContactDetails(actor, patientId, 1, NEW_DETAILS, randomUUID());

  it('lets the people who supported somebody read how they are reached, and change it no more', async () => {
    const { patient } = await aSupportedPerson(world, cast, {}, { status: 'closed' });

    for (const actor of [cast.linkWorker, cast.teamLead]) {
      await expect(changeDetails(actor, patient.id)).rejects.toMatchObject({
        code: 'patient/not-found',
      });
      await expect(
        patients().contactDetails(actor, patient.id, randomUUID()),
      ).resolves.toMatchObject({ patientId: patient.id });
    }
    await expect(changeDetails(cast.referrer, patient.id)).resolves.toBeUndefined();
  });

  it('can be closed by the link worker after activities, and ends each of them with a reason', async () => {
    const person = await aSupportedPerson(world, cast);
    const past = await world.session(cast.venue);
    const coming = await world.session(cast.venue, { startsInHours: 96 });
    await aBooking(database.db, cast, person, past);
    await aBooking(database.db, cast, person, coming);
    await shiftSession(database.db, past.id, new Date(Date.now() - 24 * 3_600_000));

    await new ChangeReferralService(database.db).change(
      cast.linkWorker,
      person.referralId,
      1,
      CLOSE,
      randomUUID(),
    );

    const [referral] = await database.db.query<object[]>(
      `SELECT status, next_session_at AS next FROM referral WHERE id = $1`,
      [person.referralId],
    );
    expect(referral).toEqual({ status: 'closed', next: null });
    const placements = await database.db.query<object[]>(
      `SELECT status, reason_code AS reason FROM placement WHERE referral_id = $1`,
      [person.referralId],
    );
    expect(placements).toEqual([
      { status: 'cancelled', reason: 'referral_ended' },
      { status: 'cancelled', reason: 'referral_ended' },
    ]);
    expect(await countOf(database.db, coming.id)).toMatchObject({ booked: 0, live: 0 });
    expect(await countOf(database.db, past.id)).toMatchObject({ booked: 1, live: 1 });
  });

  it('keeps its places when closing it is refused', async () => {
    const person = await aSupportedPerson(world, cast);
    const coming = await world.session(cast.venue);
    await aBooking(database.db, cast, person, coming);

    const closing = new ChangeReferralService(database.db).change(
      cast.linkWorker,
      person.referralId,
      1,
      { ...CLOSE, noFollowUpReason: null },
      randomUUID(),
    );

    await expect(closing).rejects.toMatchObject({ code: 'referral/closure-incomplete' });
    expect(await countOf(database.db, coming.id)).toMatchObject({ booked: 1, live: 1 });
  });
});
