import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { messageLines, messageOf } from '#test/support/reminders.js';
import { waitFor } from '#test/support/wait-for.js';
import { WorkerStage } from '#test/support/worker-stage.js';

let stage: WorkerStage;

beforeAll(async () => {
  stage = await WorkerStage.open();
});

afterEach(() => stage.clear());

afterAll(() => stage.close());

/** Keeps the row of a message locked, so that no worker can write to it, until it is let go. */
async function holdRow(messageId: string): Promise<{ letGo(): Promise<void> }> {
  const holder = stage.db.createQueryRunner();
  stage.afterwards(() => holder.release());
  await holder.startTransaction();
  await holder.query('SELECT FROM message WHERE id = $1 FOR UPDATE', [messageId]);
  return { letGo: () => holder.rollbackTransaction() };
}

const workerWaitsForRow = (): Promise<unknown> =>
  waitFor('the worker to wait for the row', async () => {
    const waiting = await stage.db.query<unknown[]>(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return waiting.length > 0;
  });

describe('a worker that is killed between sending and putting it on record', () => {
  it('has its message found at the mail server by the next one, and not sent again', async () => {
    const gate = await stage.gate();
    const { messageId, referralId } = await stage.reminder();
    const killed = await stage.startWorker({ smtpUrl: gate.url });
    await gate.answerHeld;
    const row = await holdRow(messageId);
    gate.open();
    await workerWaitsForRow();

    expect(await killed.end('SIGKILL')).toBeNull();
    await row.letGo();
    expect(await stage.arrived(messageId)).toBe(1);
    expect(await messageOf(stage.db, messageId)).toMatchObject({ state: 'sending' });
    await stage.startWorker();

    await stage.becomes(messageId, 'sent');
    expect(await stage.arrived(messageId)).toBe(1);
    expect(await messageLines(stage.db, referralId)).toEqual(['message.sent']);
  });

  it('leaves its message to a person where nobody can be asked', async () => {
    const gate = await stage.gate();
    const { messageId } = await stage.reminder();
    const killed = await stage.startWorker({ smtpUrl: gate.url, smtpLookupUrl: undefined });
    await gate.answerHeld;
    await killed.end('SIGKILL');

    await stage.startWorker({ smtpLookupUrl: undefined });

    await stage.becomes(messageId, 'unconfirmed');
    expect(await stage.arrived(messageId)).toBe(1);
  });
});

describe('a worker in trouble', () => {
  it('hands nothing over once it was frozen for longer than its lease', async () => {
    const gate = await stage.gate('greeting');
    const { messageId, referralId } = await stage.reminder();
    const frozen = await stage.startWorker({ smtpUrl: gate.url });
    await gate.answerHeld;
    frozen.freeze();
    await stage.startWorker();
    await stage.becomes(messageId, 'sent');

    gate.open();
    frozen.thaw();
    await gate.clientGone;

    expect(await frozen.end()).toBe(0);
    expect(await stage.arrived(messageId)).toBe(1);
    expect(await messageLines(stage.db, referralId)).toEqual(['message.sent']);
  });

  it('goes on after its connections to the database were cut', async () => {
    const ours = await stage.db.query<{ pid: number }[]>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database()`,
    );
    const worker = await stage.startWorker();
    const cut = await stage.db.query<unknown[]>(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> ALL ($1::int[]) AND pid <> pg_backend_pid()`,
      [ours.map(({ pid }) => pid)],
    );
    expect(cut.length).toBeGreaterThan(0);

    const { messageId } = await stage.reminder();
    await stage.becomes(messageId, 'sent');

    expect(worker.isRunning).toBe(true);
    expect(await stage.arrived(messageId)).toBe(1);
  });

  it('finishes what is under way before it stops', async () => {
    const gate = await stage.gate();
    const { messageId } = await stage.reminder();
    const worker = await stage.startWorker({ smtpUrl: gate.url, leaseSeconds: 60 });
    await gate.answerHeld;

    const ended = worker.end('SIGTERM');
    gate.open();

    expect(await ended).toBe(0);
    expect(await messageOf(stage.db, messageId)).toMatchObject({ state: 'sent' });
  });
});
