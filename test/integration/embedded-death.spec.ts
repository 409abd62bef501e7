import { describe, expect, it } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { isAlive, waitUntil } from '#platform/embedded/wait-until.js';

const PARENT = path.resolve(import.meta.dirname, '../support/mortal-parent.js');
const PATIENCE_MS = 20_000;

interface Started {
  readonly parent: ChildProcess;
  /** The process id of PostgreSQL, the port of Redis. */
  readonly server: number;
}

function startIn(args: string[], env: NodeJS.ProcessEnv = process.env): Promise<Started> {
  const parent = fork(PARENT, args, { env, execArgv: [] });
  return new Promise((resolve, reject) => {
    parent.once('message', (server) => resolve({ parent, server: server as number }));
    parent.once('exit', (code) => reject(new Error(`the parent ended with ${code}`)));
  });
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const answer = (listening: boolean): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });

describe('when the process that started them is killed by kill -9', () => {
  it('the PostgreSQL of a test run ends, and its data is deleted', async () => {
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'trellis-mortal-'));
    const { parent, server } = await startIn(['postgres', dataDir]);
    parent.kill('SIGKILL');
    expect(await waitUntil(() => !isAlive(server), PATIENCE_MS)).toBe(true);
    const cluster = path.join(dataDir, 'cluster', 'base');
    expect(await waitUntil(() => !fs.existsSync(cluster), PATIENCE_MS)).toBe(true);
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  it.each([
    ['of this machine, if there is one', process.env.PATH],
    ['in JavaScript', '/nowhere'],
  ])('the Redis %s ends', async (_which, searchPath) => {
    const { parent, server } = await startIn(['redis'], { ...process.env, PATH: searchPath });
    expect(await isListening(server)).toBe(true);
    parent.kill('SIGKILL');
    expect(await waitUntil(async () => !(await isListening(server)), PATIENCE_MS)).toBe(true);
  });
});
