import path from 'node:path';
import { freePort } from '#platform/embedded/free-port.js';
import { ServerProcess } from './server-process.js';

export const SERVERS = ['bare', 'bare + audit', 'product'] as const;
export type ServerName = (typeof SERVERS)[number];

/** One running server and what is needed to measure it. */
export interface Contestant {
  readonly name: ServerName;
  readonly url: string;
  readonly pid: number;
  /** What its database connections call themselves. */
  readonly applicationName: string;
  readonly stop: () => Promise<void>;
}

const DIST = path.resolve('dist');
const PEER = path.join(DIST, 'bench/peers/main.js');
const PRODUCT = path.join(DIST, 'apps/api/src/main.js');

/** Starts the three servers, one process each, on the same database. */
export async function startContestants(
  databaseUrl: string,
  profileFolder: string | null,
): Promise<Contestant[]> {
  const started: Contestant[] = [];
  try {
    started.push(await startPeer('bare', databaseUrl, 'none'));
    started.push(await startPeer('bare + audit', databaseUrl, 'commit'));
    started.push(await startProduct(databaseUrl, profileFolder));
    return started;
  } catch (error) {
    for (const { stop } of started) await stop();
    throw error;
  }
}

async function startPeer(
  name: ServerName,
  databaseUrl: string,
  audit: 'none' | 'commit',
): Promise<Contestant> {
  const port = await freePort();
  const server = await ServerProcess.start(PEER, {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    AUDIT: audit,
  });
  return contestant(name, port, server, `bench-${audit}`);
}

async function startProduct(
  databaseUrl: string,
  profileFolder: string | null,
): Promise<Contestant> {
  const port = await freePort();
  const profile = profileFolder
    ? ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profileFolder)}`]
    : [];
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    // The API itself speaks to neither: their addresses only have to be there.
    REDIS_URL: 'redis://127.0.0.1:1',
    SMTP_URL: 'smtp://127.0.0.1:1',
  };
  const server = await ServerProcess.start(PRODUCT, env, profile);
  return contestant('product', port, server, 'trellis');
}

const contestant = (
  name: ServerName,
  port: number,
  server: ServerProcess,
  applicationName: string,
): Contestant => ({
  name,
  url: `http://127.0.0.1:${port}`,
  pid: server.pid,
  applicationName,
  stop: () => server.stop(),
});
