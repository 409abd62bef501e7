import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeApi } from '#api/openapi.js';
import type { Role } from '#domain/access/role.js';
import { AuditLog } from '#persistence/audit/audit-log.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { shiftSession } from '#test/support/bookings.js';
import { OPERATIONS, type Operation } from '#test/support/operations.js';
import { aScene, type Scene } from '#test/support/scene.js';
import type { Cast } from '#test/support/world.js';
import type { Person } from '#test/support/world-people.js';

/** What every operation on people's data leaves behind; the others hold nobody's data. */
const ACTION_OF: Readonly<Record<string, string | null>> = {
  'GET /session': null,
  'GET /code-lists': null,
  'GET /providers': null,
  'GET /team': null,
  'GET /sessions': null,
  'GET /messages/attention': 'message.listed',
  'GET /referrals/caseload': 'referral.listed',
  'POST /referrals/caseload/search': 'referral.listed',
  'GET /referrals/new': 'referral.listed',
  'GET /referrals/sent': 'referral.listed',
  'POST /referrals': 'referral.created',
  'POST /referrals/allocations': 'referral.changed',
  'POST /patients/find': 'patient.found',
  'POST /audit/search': 'audit.searched',
  'POST /audit/list-views': 'audit.searched',
  'GET /referrals/{id}': 'referral.read',
  'GET /referrals/{id}/timeline': 'referral.read',
  'GET /referrals/{id}/matches': 'match.read',
  'POST /referrals/{id}/contacts': 'contact.recorded',
  'POST /referrals/{id}/bookings': 'booking.created',
  'POST /referrals/{id}/transitions': 'referral.changed',
  'GET /patients/{id}/contact': 'patient.read',
  'PUT /patients/{id}/contact': 'patient.contact_updated',
  'POST /bookings/{id}/cancellation': 'booking.cancelled',
  'POST /bookings/{id}/move': 'booking.moved',
  'POST /messages/{id}/handled': 'message.handled',
  'GET /sessions/{id}/register': 'register.read',
  'POST /sessions/{id}/attendance': 'register.marked',
  'POST /sessions/{id}/move': 'venue_session.moved',
  'POST /sessions/{id}/cancellation': 'venue_session.cancelled',
};

/** Tables a change leaves something in. */
const CHANGED = [
  'patient',
  'patient_contact',
  'referral',
  'consent',
  'contact',
  'allocation',
  'booking',
  'attendance',
  'message',
  'session',
  'timeline_event',
  'outbox',
  'idempotency_key',
];

let api: TestApi;
let cast: Cast;
let rolesOf: Map<string, readonly string[]>;

beforeAll(async () => {
  api = await startTestApi();
  rolesOf = new Map(
    Object.entries(describeApi(api.app).paths).flatMap(([path, operations]) =>
      Object.entries(operations as Record<string, { 'x-roles': string[] }>).map(
        ([method, operation]) =>
          [`${method.toUpperCase()} ${path.replace('/api/v1', '')}`, operation['x-roles']] as const,
      ),
    ),
  );
});
beforeEach(async () => {
  cast = await api.world.cast();
});
afterAll(() => api.close());

const personOf = (role: string): Person =>
  ({
    referrer: cast.referrer,
    link_worker: cast.linkWorker,
    team_lead: cast.teamLead,
    venue_staff: cast.venueStaff,
    administrator: cast.administrator,
    auditor: cast.auditor,
  })[role as Role];

/** Somebody who may, and a scene in which it is possible. */
async function ready({
  name,
}: Operation): Promise<{ caller: Caller; person: Person; scene: Scene }> {
  const { db } = api.database;
  const scene = await aScene(db, api.world, cast);
  if (name.endsWith('/attendance')) await shiftSession(db, scene.sessionId, new Date());
  const person = personOf(rolesOf.get(name)?.[0] ?? '');
  return { person, scene, caller: await api.as(person) };
}

const query = <Row>(sql: string, ...values: unknown[]): Promise<Row[]> =>
  api.database.db.query<Row[]>(sql, values);

async function everything(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of CHANGED) {
    const [row] = await query<{ rows: string }>(
      `SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS rows FROM ${table} AS t`,
    );
    found[table] = row?.rows;
  }
  return found;
}

const find = (name: string): Operation => {
  const operation = OPERATIONS.find((candidate) => candidate.name === name);
  if (!operation) throw new Error(`There is no operation ${name}`);
  return operation;
};

const AUDITED = Object.entries(ACTION_OF).filter(([, action]) => action !== null) as [
  string,
  string,
][];

describe('every operation on the data of people', () => {
  it('is listed here', () => {
    expect(Object.keys(ACTION_OF).sort()).toEqual(OPERATIONS.map(({ name }) => name).sort());
  });

  it.each(AUDITED)(
    '%s leaves the audit row %s, with who, whose and which request',
    async (name, action) => {
      const operation = find(name);
      const { caller, person, scene } = await ready(operation);

      const answer = await operation.send(caller, scene, api.database.db);

      expect([answer.status, answer.body.type]).toEqual([expect.any(Number), undefined]);
      expect(answer.status).toBeLessThan(300);
      const rows = await query<Record<string, unknown>>(
        `SELECT actor_id, organisation_id, outcome, request_id IS NOT NULL AS has_request,
              patient_id, subject_ids, entity, entity_id
       FROM audit_event WHERE actor_id = $1 AND action = $2`,
        person.membershipId,
        action,
      );
      expect(rows.length).toBeGreaterThan(0);
      expect(rows[0]).toMatchObject({
        actor_id: person.membershipId,
        organisation_id: person.organisationId,
        outcome: 'allowed',
        has_request: true,
      });
      if (
        !['POST /referrals', 'GET /referrals/new'].includes(name) &&
        !name.startsWith('POST /sessions/{id}/')
      ) {
        expect(JSON.stringify(rows)).toContain(scene.patient.id);
      }
    },
  );
});

describe.each([
  ['room', '53100'],
  ['the right', '42501'],
])('without %s to write the audit', (_what, sqlState) => {
  const lock = (): Promise<unknown> =>
    query(
      `CREATE TRIGGER audit_refused BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_audit()`,
    );
  const unlock = (): Promise<unknown> => query(`DROP TRIGGER audit_refused ON audit_event`);

  beforeAll(() =>
    query(`CREATE OR REPLACE FUNCTION refuse_audit() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '${sqlState}'; END $$`),
  );

  it.each(AUDITED)('%s is answered with 503, shows nothing and changes nothing', async (name) => {
    const operation = find(name);
    const { caller, scene } = await ready(operation);
    const before = await everything();
    await lock();
    try {
      const answer = await operation.send(caller, scene, api.database.db);

      expect(answer.status).toBe(503);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.headers['retry-after']).toBe('2');
      expect(answer.text).not.toContain('Okafor');
      expect(answer.text).not.toContain(scene.patient.nhsNumber);
      expect(await everything()).toEqual(before);
    } finally {
      await unlock();
    }
  });
});

describe('many readings at once', () => {
  it('are each on record before they are answered, in fewer commits than readings', async () => {
    const log = new AuditLog(api.database.db);
    const { membershipId } = cast.linkWorker;
    const readings = Array.from({ length: 200 }, () =>
      log.record({ actor: cast.linkWorker, action: 'referral.read', entity: 'referral' }),
    );

    await Promise.all(readings);

    const [row] = await query<{ rows: number; commits: number }>(
      `SELECT count(*)::int AS rows, count(DISTINCT xmin::text)::int AS commits
       FROM audit_event WHERE actor_id = $1`,
      membershipId,
    );
    expect(row?.rows).toBe(200);
    expect(row?.commits).toBeLessThan(200);
  });

  it('fail one by one when they cannot be written, and those that come later do not', async () => {
    const log = new AuditLog(api.database.db);
    const row = { actor: cast.linkWorker, action: 'referral.read', entity: 'referral' } as const;

    const failed = await Promise.allSettled([
      log.record({ ...row, entityId: 'not an id' }),
      log.record(row),
    ]);

    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(log.record(row)).resolves.toBeUndefined();
  });
});
