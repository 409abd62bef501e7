import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '#platform/embedded/embedded-postgres.js';
import { isAlive, waitUntil } from '#platform/embedded/wait-until.js';

let dataDir: string;
let postgres: EmbeddedPostgres;

const start = (): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ dataDir, database: 'kept' });

async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'trellis-kept-postgres-'));
  postgres = await start();
});

afterAll(() => removeEmbeddedPostgres(dataDir));

describe('the embedded PostgreSQL', () => {
  it('listens on loopback only, with room for a hundred connections and more', async () => {
    const [row] = await ask<{ addresses: string; connections: number }>(
      postgres.url,
      `select current_setting('listen_addresses') addresses,
              current_setting('max_connections')::int connections`,
    );
    expect(row?.addresses).toBe('127.0.0.1');
    expect(row?.connections).toBeGreaterThanOrEqual(100);
  });

  it('refuses a connection without the password, which only its owner can read', async () => {
    const withoutPassword = new URL(postgres.url);
    withoutPassword.password = '';
    await expect(ask(withoutPassword.href, 'select 1')).rejects.toThrow(/password/);
    expect(fs.statSync(path.join(dataDir, 'password')).mode & 0o777).toBe(0o600);
  });

  it('orders text the same way on every machine', async () => {
    const [row] = await ask<{ provider: string; locale: string }>(
      postgres.url,
      `select datlocprovider::text provider, datlocale locale
         from pg_database where datname = current_database()`,
    );
    expect(row).toEqual({ provider: 'b', locale: 'C.UTF-8' });
  });

  it('keeps statements and row values out of its log', async () => {
    await ask(postgres.url, 'create table secret (word text primary key)');
    await ask(postgres.url, `insert into secret values ('hyacinth')`);
    await expect(ask(postgres.url, `insert into secret values ('hyacinth')`)).rejects.toThrow();
    const log = fs.readFileSync(path.join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toContain('secret_pkey');
    expect(log).not.toContain('hyacinth');
  });

  it('is taken over by the next start while it runs', async () => {
    const again = await start();
    expect(again).toMatchObject({ adopted: true, pid: postgres.pid, url: postgres.url });
  });

  it('comes up again with all committed data after kill -9', async () => {
    await ask(postgres.url, 'create table kept (n int)');
    await ask(postgres.url, 'insert into kept select generate_series(1, 1000)');
    process.kill(postgres.pid, 'SIGKILL');
    await waitUntil(() => !isAlive(postgres.pid), 10_000);
    postgres = await start();
    expect(postgres.adopted).toBe(false);
    const rows = await ask<{ n: string }>(postgres.url, 'select count(*) n from kept');
    expect(rows).toEqual([{ n: '1000' }]);
  });

  it('keeps its data over an orderly stop', async () => {
    await postgres.stop();
    expect(isAlive(postgres.pid)).toBe(false);
    postgres = await start();
    const rows = await ask<{ n: string }>(postgres.url, 'select count(*) n from kept');
    expect(rows).toEqual([{ n: '1000' }]);
  });

  it('is stopped and deleted by a reset', async () => {
    await removeEmbeddedPostgres(dataDir);
    expect(isAlive(postgres.pid)).toBe(false);
    expect(fs.existsSync(dataDir)).toBe(false);
  });

  it('leaves no folder behind when it was made for one run', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'trellis-run-postgres-'));
    const run = await startEmbeddedPostgres({ dataDir: folder, database: 'run', ephemeral: true });
    expect(await ask(run.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await run.stop();
    expect(isAlive(run.pid)).toBe(false);
    expect(fs.existsSync(folder)).toBe(false);
  });
});
