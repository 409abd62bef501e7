import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { waitFor } from '#test/support/wait-for.js';
import type { Person } from '#test/support/world-people.js';

/** Longer than an answer is trusted by itself, and far shorter than it is remembered. */
const A_SECOND_MS = 1_000;

describe('what a process remembers of sessions', () => {
  let api: TestApi;
  let linkWorker: Person;

  beforeAll(async () => {
    api = await startTestApi();
    ({ linkWorker } = await api.world.cast());
  });
  afterAll(() => api.close());

  const endAllOf = (person: Person): Promise<unknown> =>
    api.database.db.query(`UPDATE sign_in_session SET ended_at = now() WHERE user_id = $1`, [
      person.userId,
    ]);
  const listeners = async (): Promise<number> => {
    const [row] = await api.database.db.query<{ listeners: number }[]>(
      `SELECT count(*)::int AS listeners FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'trellis-signals'`,
    );
    return row?.listeners ?? 0;
  };
  const refusedWithin = async (caller: Caller): Promise<boolean> => {
    const until = performance.now() + A_SECOND_MS;
    while (performance.now() < until) {
      if ((await caller.get('/session')).status === 401) return true;
    }
    return false;
  };

  it('is forgotten when the database says that one has ended, elsewhere', async () => {
    await waitFor('the listener', async () => (await listeners()) === 1);
    const caller = await api.as(linkWorker);
    await caller.get('/session').expect(200);

    await endAllOf(linkWorker);

    expect(await refusedWithin(caller)).toBe(true);
  });

  it('is not believed while nobody is listening, and the listener comes back', async () => {
    const caller = await api.as(linkWorker);
    await caller.get('/session').expect(200);
    await api.database.db.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'trellis-signals'`,
    );

    await endAllOf(linkWorker);

    expect(await refusedWithin(caller)).toBe(true);
    await waitFor('the listener to come back', async () => (await listeners()) === 1);
  });
});
