import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/ids/uuid.js';
import type { Response } from 'supertest';
import { type Seen, seen } from '#test/support/answers.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { shiftSession } from '#test/support/bookings.js';
import { aScene } from '#test/support/scene.js';
import type { Cast } from '#test/support/world.js';
import type { Person } from '#test/support/world-people.js';

describe('ids inside a request', () => {
  let api: TestApi;
  let cast: Cast;
  let other: Cast;

  beforeAll(async () => {
    api = await startTestApi();
    [cast, other] = [await api.world.cast(), await api.world.cast()];
  });
  afterAll(() => api.close());

  /** Sends the id of somebody else's record and one that nothing has, and finds the answers equal. */
  async function compare(
    person: Person,
    foreign: string,
    send: (caller: Caller, id: string) => PromiseLike<Response>,
  ): Promise<Seen> {
    const caller = await api.as(person);
    const [theirs, nobodys] = [foreign, newId()];
    const answer = masked(await send(caller, theirs), theirs);
    expect(answer).toEqual(masked(await send(caller, nobodys), nobodys));
    return answer;
  }

  const masked = (response: Response, id: string): Seen => {
    const answer = seen(response);
    return { ...answer, text: answer.text.replaceAll(id, 'the id') };
  };

  it('do not tell whether a referral of another service exists, when a lead allocates it', async () => {
    const { referralId } = await aScene(api.database.db, api.world, other);

    const answer = await compare(cast.teamLead, referralId, (caller, id) =>
      caller.post('/referrals/allocations', {
        linkWorkerId: cast.linkWorker.membershipId,
        referrals: [{ id, version: 1 }],
      }),
    );

    expect(answer).toMatchObject({ status: 404 });
    expect(answer.text).toContain('/referrals/0');
  });

  it('do not tell whether a link worker of another service exists, when a lead allocates to them', async () => {
    const patient = await api.world.patient(cast.practice);
    const { id: referralId } = await api.world.referral(cast, patient);

    const answer = await compare(cast.teamLead, other.linkWorker.membershipId, (caller, id) =>
      caller.post('/referrals/allocations', {
        linkWorkerId: id,
        referrals: [{ id: referralId, version: 1 }],
      }),
    );

    expect(answer).toMatchObject({ status: 422 });
  });

  it('show nobody of the caseload of a link worker of another service', async () => {
    await aScene(api.database.db, api.world, other);

    const answer = await compare(cast.teamLead, other.linkWorker.membershipId, (caller, id) =>
      caller.get(`/referrals/caseload?linkWorkerId=${id}`),
    );

    expect(JSON.parse(answer.text)).toMatchObject({ items: [], counts: { open: 0 } });
  });

  it('do not tell whether somebody has a role elsewhere, when they are switched to', async () => {
    const answer = await compare(
      cast.linkWorker,
      other.linkWorker.membershipId,
      (caller, membershipId) => caller.put('/session/membership', { membershipId }),
    );

    expect(answer).toMatchObject({ status: 404 });
  });

  it('do not tell whether a person of another organisation exists, when an auditor searches', async () => {
    const { patient } = await aScene(api.database.db, api.world, other);

    const answer = await compare(cast.auditor, patient.id, (caller, patientId) =>
      caller.post('/audit/search', { patientId }),
    );

    expect(answer).toMatchObject({ status: 404 });
  });

  it('do not tell whether a booking of another session exists, when a register is marked', async () => {
    const { db } = api.database;
    const own = await aScene(db, api.world, cast);
    const foreign = await aScene(db, api.world, other);
    await shiftSession(db, own.sessionId, new Date());

    const answer = await compare(cast.venueStaff, foreign.bookingId, (caller, bookingId) =>
      caller.post(`/sessions/${own.sessionId}/attendance`, {
        sentAt: new Date().toISOString(),
        changes: [
          { changeId: newId(), bookingId, code: 'on_time', markedAt: new Date().toISOString() },
        ],
      }),
    );

    expect(answer).toMatchObject({ status: 422 });
  });
});
