import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  FindMatchesService,
  type MatchFilter,
} from '#application/directory/find-matches.service.js';
import { localDate, WEEKDAYS, weekday } from '#domain/shared/london-time.js';
import { AuditLog } from '#persistence/audit/audit-log.js';
import { newId } from '#platform/ids/uuid.js';
import { aBooking, aSupportedPerson } from '#test/support/bookings.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { type Cast, type TestSession, World } from '#test/support/world.js';
import type { Person } from '#test/support/world-people.js';

const code = (expected: string) => expect.objectContaining({ code: expected });
const ANY: MatchFilter = {
  needs: null,
  days: null,
  withinMiles: null,
  freePlacesOnly: false,
  stepFree: false,
};
/** In the same town as every venue of the test world, about a mile away. */
const NEAR = { latitude: 51.7387, longitude: -1.2409 };

describe('sessions that fit', () => {
  let database: TestDatabase;
  let world: World;
  let cast: Cast;

  beforeAll(async () => {
    database = await createTestDatabase();
    world = new World(database.db);
    cast = await world.cast();
  });
  afterAll(() => database.drop());

  /** Sessions are everybody's: a test that counts them takes those of earlier tests away. */
  const onlyNow = () => database.db.query(`UPDATE session SET status = 'cancelled'`);
  const find = (
    referralId: string,
    filter: Partial<MatchFilter> = {},
    actor: Person = cast.linkWorker,
  ) =>
    new FindMatchesService(database.db, new AuditLog(database.db)).find(
      actor,
      referralId,
      { ...ANY, ...filter },
      null,
    );
  const idsOf = async (...request: Parameters<typeof find>) =>
    (await find(...request)).items.map(({ sessionId }) => sessionId);
  const venueOf = ({ venueId }: TestSession, set: string, ...values: unknown[]) =>
    database.db.query(`UPDATE venue SET ${set} WHERE id = $1`, [venueId, ...values]);

  it('puts what meets the need first, and says why and why not', async () => {
    await onlyNow();
    const { referralId } = await aSupportedPerson(world, cast, NEAR);
    const other = await world.session(cast.venue, { needCodes: ['money'] });
    const fitting = await world.session(cast.venue, { startsInHours: 200 });
    await database.db.query(`UPDATE activity SET cost_pence = 250 WHERE id = $1`, [
      other.activityId,
    ]);

    const { person, items } = await find(referralId);

    expect(person).toEqual({ needCodes: ['loneliness'], hasPostcode: false, accessNeeds: [] });
    expect(items.map(({ sessionId }) => sessionId)).toEqual([fitting.id, other.id]);
    expect(items[0]).toMatchObject({
      places: 12,
      freePlaces: 12,
      alreadyBooked: false,
      whyNot: [],
    });
    expect(items[0]?.miles).toBeCloseTo(0.9, 0);
    expect(items[0]?.why).toEqual([
      { code: 'need_matched', params: { need: 'loneliness' } },
      { code: 'near', params: { miles: items[0]?.miles } },
      { code: 'free_places', params: { count: 12 } },
    ]);
    expect(items[1]?.whyNot).toEqual([
      { code: 'need_not_matched', params: {} },
      { code: 'cost', params: { pence: 250 } },
    ]);
  });

  it('shows full sessions last, unless only free places are wanted', async () => {
    await onlyNow();
    const { referralId } = await aSupportedPerson(world, cast);
    const full = await world.session(cast.venue, { places: 0 });
    const unrelated = await world.session(cast.venue, { needCodes: ['money'] });

    expect(await idsOf(referralId)).toEqual([unrelated.id, full.id]);
    expect(await idsOf(referralId, { freePlacesOnly: true })).toEqual([unrelated.id]);
  });

  it('keeps to the needs, the days and the distance that are asked for', async () => {
    await onlyNow();
    const { referralId } = await aSupportedPerson(world, cast, NEAR);
    const here = await world.session(cast.venue, { needCodes: ['money'], startsInHours: 30 });
    const away = await world.session(cast.venue, { needCodes: ['money'], startsInHours: 30 + 24 });
    await venueOf(away, 'latitude = 52.2053, longitude = 0.1218');
    const unknown = await world.session(cast.venue, {
      needCodes: ['money'],
      startsAt: here.startsAt,
    });
    await venueOf(unknown, 'latitude = NULL, longitude = NULL');
    const day = WEEKDAYS.indexOf(weekday(localDate(here.startsAt))) + 1;

    expect(await idsOf(referralId, { needs: ['housing'] })).toEqual([]);
    expect(new Set(await idsOf(referralId, { needs: ['money'] }))).toEqual(
      new Set([here.id, away.id, unknown.id]),
    );
    expect(new Set(await idsOf(referralId, { days: [day] }))).toEqual(
      new Set([here.id, unknown.id]),
    );
    expect(new Set(await idsOf(referralId, { withinMiles: 5 }))).toEqual(
      new Set([here.id, unknown.id]),
    );
  });

  it('knows what a person cannot do without from their access needs', async () => {
    await onlyNow();
    const person = await aSupportedPerson(world, cast);
    await world.accessNeed(person.patient, 'wheelchair', 'Uses a wheelchair');
    const stepFree = await world.session(cast.venue, { startsInHours: 200 });
    const steps = await world.session(cast.venue);
    await venueOf(steps, `access_features = '{seating}'`);
    const silent = await world.session(cast.venue, { startsInHours: 100 });
    await venueOf(silent, `access_features = '{}'`);

    const { person: known, items } = await find(person.referralId);

    expect(known.accessNeeds).toEqual(['wheelchair']);
    expect(items.map(({ sessionId }) => sessionId)).toEqual([stepFree.id, steps.id, silent.id]);
    expect(items[0]?.why).toContainEqual({ code: 'step_free', params: {} });
    expect(items[1]?.whyNot).toContainEqual({ code: 'not_step_free', params: {} });
    expect(items[2]?.whyNot).toContainEqual({ code: 'unknown_access', params: {} });
    expect(await idsOf(person.referralId, { stepFree: true })).toEqual([stepFree.id]);
  });

  it('leaves out what is past, far ahead, cancelled, not offered, or not for their age', async () => {
    await onlyNow();
    const { referralId } = await aSupportedPerson(world, cast);
    await world.session(cast.venue, { startsInHours: -1 });
    await world.session(cast.venue, { startsInHours: 24 * 43 });
    const closed = await world.session(cast.venue);
    await database.db.query(`UPDATE activity SET status = 'inactive' WHERE id = $1`, [
      closed.activityId,
    ]);
    const young = await world.session(cast.venue);
    await database.db.query(`UPDATE activity SET maximum_age = 25 WHERE id = $1`, [
      young.activityId,
    ]);
    const open = await world.session(cast.venue);

    expect(await idsOf(referralId)).toEqual([open.id]);
  });

  it('shows 20 at most, and of one activity its next 3 dates', async () => {
    await onlyNow();
    const { referralId } = await aSupportedPerson(world, cast);
    const first = await world.session(cast.venue, { startsInHours: 24 });
    for (let day = 2; day < 6; day += 1) {
      await world.session(cast.venue, {
        activityId: first.activityId,
        startsInHours: day * 24,
      });
    }
    for (let index = 0; index < 20; index += 1) {
      await world.session(cast.venue, { startsInHours: 300 + index });
    }

    const { items } = await find(referralId);

    expect(items).toHaveLength(20);
    expect(items.filter(({ activityId }) => activityId === first.activityId)).toHaveLength(3);
  });

  it('says when the person is booked on it already', async () => {
    await onlyNow();
    const person = await aSupportedPerson(world, cast);
    const session = await world.session(cast.venue);
    await aBooking(database.db, cast, person, session);

    const { items } = await find(person.referralId);

    expect(items).toMatchObject([{ sessionId: session.id, alreadyBooked: true, freePlaces: 11 }]);
  });

  it('is on record as read, and open only to whoever works with the person', async () => {
    const person = await aSupportedPerson(world, cast);
    const other = await world.cast();

    await find(person.referralId, {}, cast.teamLead);

    expect(
      await database.db.query(
        `SELECT actor_id AS actor, patient_id AS patient FROM audit_event WHERE action = 'match.read' AND entity_id = $1`,
        [person.referralId],
      ),
    ).toEqual([{ actor: cast.teamLead.membershipId, patient: person.patient.id }]);
    await expect(find(person.referralId, {}, cast.colleague)).rejects.toEqual(
      code('referral/action-forbidden'),
    );
    await expect(find(person.referralId, {}, other.linkWorker)).rejects.toEqual(
      code('referral/not-found'),
    );
    await expect(find(newId())).rejects.toEqual(code('referral/not-found'));
  });
});
