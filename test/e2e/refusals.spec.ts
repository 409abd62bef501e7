import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeApi } from '#api/openapi.js';
import { type Role, ROLES } from '#domain/access/role.js';
import { newId } from '#platform/ids/uuid.js';
import request from 'supertest';
import { seen } from '#test/support/answers.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { shiftSession } from '#test/support/bookings.js';
import { OPERATIONS, type Operation } from '#test/support/operations.js';
import { absent, aScene, type Scene } from '#test/support/scene.js';
import type { Cast } from '#test/support/world.js';
import type { Person } from '#test/support/world-people.js';

/** Operations on the caller's own session; they are the business of session.spec.ts. */
const OF_THE_SESSION = [
  'POST /session',
  'DELETE /session',
  'PUT /session/membership',
  'POST /tokens',
  'DELETE /tokens/current',
];

const personOf = (cast: Cast, role: Role): Person =>
  ({
    referrer: cast.referrer,
    link_worker: cast.linkWorker,
    team_lead: cast.teamLead,
    venue_staff: cast.venueStaff,
    administrator: cast.administrator,
    auditor: cast.auditor,
  })[role];

let api: TestApi;
let cast: Cast;
let other: Cast;
let rolesOf: Map<string, readonly string[]>;
const callers = new Map<Person, Caller>();

const as = async (person: Person): Promise<Caller> => {
  const known = callers.get(person) ?? (await api.as(person));
  callers.set(person, known);
  return known;
};

/** A scene of a cast whose register is open, where that is what the operation is about. */
async function sceneFor(of: Cast, { name }: Operation): Promise<Scene> {
  const { db } = api.database;
  const scene = await aScene(db, api.world, of);
  if (name.endsWith('/attendance')) await shiftSession(db, scene.sessionId, new Date());
  return scene;
}

beforeAll(async () => {
  api = await startTestApi();
  [cast, other] = [await api.world.cast(), await api.world.cast()];
  rolesOf = new Map(
    Object.entries(describeApi(api.app).paths).flatMap(([path, operations]) =>
      Object.entries(operations as Record<string, { 'x-roles': string[] }>).map(
        ([method, operation]) =>
          [`${method.toUpperCase()} ${path.replace('/api/v1', '')}`, operation['x-roles']] as const,
      ),
    ),
  );
});
afterAll(() => api.close());

describe('the table of operations', () => {
  it('leaves out no operation of the contract', () => {
    const covered = [...OPERATIONS.map(({ name }) => name), ...OF_THE_SESSION];

    expect([...rolesOf.keys()].sort()).toEqual(covered.sort());
  });
});

describe('somebody without a session', () => {
  it('is given the same 401 by every operation that is not public', async () => {
    const closed = [...rolesOf].filter(([, roles]) => !roles.includes('public'));
    const answers = [];
    for (const [name] of closed) {
      const [method = '', path = ''] = name.replace('{id}', newId()).split(' ');
      const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
      const answer = await request(api.app.getHttpServer())[verb](`/api/v1${path}`);
      answers.push(seen(answer));
    }

    expect(answers).toHaveLength(closed.length);
    expect(answers[0]).toMatchObject({ status: 401 });
    expect(answers[0]?.text).toContain('/problems/session/required');
    expect(answers).toEqual(Array(closed.length).fill(answers[0]));
  });

  it('is given it with a token that was never made, or that is not one', async () => {
    const server = api.app.getHttpServer();
    const made = seen(await request(server).get('/api/v1/session'));

    for (const header of [
      `Bearer ${'A'.repeat(43)}`,
      'Bearer x',
      'Basic YTpi',
      'Bearer  ',
      "' OR 1=1",
    ]) {
      const answer = await request(server).get('/api/v1/session').set('Authorization', header);
      expect(seen(answer)).toEqual(made);
    }
  });
});

describe('somebody whose role does not include an operation', () => {
  it.each(OPERATIONS.map(({ name }) => name))(
    'is given the same 403 by %s, whosever the record is',
    async (name) => {
      const operation = OPERATIONS.find((candidate) => candidate.name === name) as Operation;
      const { db } = api.database;
      const scenes = [await sceneFor(cast, operation), await sceneFor(other, operation)];
      const refused = ROLES.filter((role) => !rolesOf.get(name)?.includes(role));

      const answers = [];
      for (const role of refused) {
        const caller = await as(personOf(cast, role));
        for (const scene of [...scenes, absent(scenes[0] as Scene)]) {
          answers.push(seen(await operation.send(caller, scene, db)));
        }
      }

      for (const answer of answers) {
        expect(answer.status).toBe(403);
        expect(JSON.parse(answer.text)).toMatchObject({ type: '/problems/session/forbidden' });
        expect(answer).toEqual(answers[0]);
      }
    },
  );
});

const BY_ID = OPERATIONS.filter(({ byId }) => byId);

describe('somebody whose role includes an operation', () => {
  it.each(BY_ID.map(({ name }) => name))('does %s to a record of their own', async (name) => {
    const operation = BY_ID.find((candidate) => candidate.name === name) as Operation;

    for (const role of rolesOf.get(name) ?? []) {
      const scene = await sceneFor(cast, operation);
      const answer = await operation.send(
        await as(personOf(cast, role as Role)),
        scene,
        api.database.db,
      );
      expect([role, answer.status, answer.body.type]).toEqual([
        role,
        /contacts$|bookings$/.test(name) ? 201 : 200,
        undefined,
      ]);
    }
  });

  it.each(BY_ID.map(({ name }) => name))(
    'cannot tell from %s whether a record of others exists',
    async (name) => {
      const operation = BY_ID.find((candidate) => candidate.name === name) as Operation;
      const foreign = await sceneFor(other, operation);

      for (const role of rolesOf.get(name) ?? []) {
        const caller = await as(personOf(cast, role as Role));
        const answers = [];
        for (const scene of [foreign, absent(foreign)]) {
          answers.push(seen(await operation.send(caller, scene, api.database.db)));
        }
        expect(answers[0]?.status).toBe(404);
        expect(answers[0]).toEqual(answers[1]);
      }
    },
  );
});

describe('a link worker of the same service who does not have the referral', () => {
  it.each([
    ['GET /referrals/{id}', 200, undefined],
    ['GET /referrals/{id}/timeline', 404, '/problems/referral/not-found'],
    ['GET /referrals/{id}/matches', 403, '/problems/referral/action-forbidden'],
    ['POST /referrals/{id}/contacts', 403, '/problems/referral/action-forbidden'],
    ['POST /referrals/{id}/bookings', 403, '/problems/referral/action-forbidden'],
    ['POST /referrals/{id}/transitions', 403, '/problems/referral/action-forbidden'],
    ['GET /patients/{id}/contact', 404, '/problems/patient/not-found'],
    ['PUT /patients/{id}/contact', 404, '/problems/patient/not-found'],
    ['POST /bookings/{id}/cancellation', 404, '/problems/booking/not-found'],
    ['POST /bookings/{id}/move', 404, '/problems/booking/not-found'],
    ['POST /messages/{id}/handled', 403, '/problems/referral/action-forbidden'],
    ['POST /sessions/{id}/attendance', 404, '/problems/session/not-found'],
  ] as const)('is answered by %s with %i', async (name, status, type) => {
    const operation = BY_ID.find((candidate) => candidate.name === name) as Operation;
    const scene = await sceneFor(cast, operation);

    const answer = await operation.send(await as(cast.colleague), scene, api.database.db);

    expect([answer.status, answer.body.type]).toEqual([status, type]);
  });
});
