import { hostInChild } from '#platform/embedded/child-host.js';
import { startEmbeddedPostgres } from '#platform/embedded/embedded-postgres.js';
import { startEmbeddedRedis } from '#platform/embedded/embedded-redis.js';
import type { MailCatcherAddresses } from '#platform/embedded/mail-catcher.js';
import { placeOf, type EmbeddedRedis } from '#platform/embedded/redis-server.js';
import { MAIL_FOLDER, POSTGRES_FOLDER } from './data-folder.js';
import { keepRunning } from './kept-service.js';
import type { Shutdown } from './shutdown.js';

/** The addresses that the application is configured with. */
export interface BackingServices {
  readonly env: Record<string, string>;
  /** Where a person can read the mail; undefined when a real mail server is used. */
  readonly inboxUrl: string | undefined;
}

type Say = (line: string) => void;

/** Starts whatever the environment names no address for. */
export async function startBackingServices(
  env: NodeJS.ProcessEnv,
  shutdown: Shutdown,
  say: Say,
): Promise<BackingServices> {
  const [database, redis, mail] = await Promise.all([
    env.DATABASE_URL ? {} : startDatabase(shutdown, say),
    env.REDIS_URL ? {} : startRedis(shutdown, say),
    env.SMTP_URL ? undefined : startMail(shutdown, say),
  ]);
  return { env: { ...database, ...redis, ...mail?.env }, inboxUrl: mail?.inboxUrl };
}

async function startDatabase(shutdown: Shutdown, say: Say): Promise<Record<string, string>> {
  const postgres = await keepRunning({
    name: 'PostgreSQL',
    start: (before?: { port: number; pid: number }) =>
      startEmbeddedPostgres({
        dataDir: POSTGRES_FOLDER,
        database: 'trellis',
        port: before?.port,
        log: say,
      }),
    // Immediate shutdown: the next start replays the log, nothing committed is lost.
    kill: ({ pid, isRunning }) => isRunning() && process.kill(pid, 'SIGQUIT'),
    shutdown,
    say,
  });
  say(`PostgreSQL is ready on port ${postgres.port}`);
  return { DATABASE_URL: postgres.url };
}

async function startRedis(shutdown: Shutdown, say: Say): Promise<Record<string, string>> {
  const redis = await keepRunning({
    name: 'Redis',
    start: (before?: EmbeddedRedis) =>
      startEmbeddedRedis({
        javascriptIn: 'child_process',
        place: before && placeOf(before),
        log: say,
      }),
    shutdown,
    say,
  });
  say(`Redis is ready on port ${redis.port}`);
  return { REDIS_URL: redis.url, TRELLIS_EMBEDDED_REDIS: redis.kind };
}

async function startMail(shutdown: Shutdown, say: Say): Promise<BackingServices> {
  const entry = new URL(import.meta.resolve('#platform/embedded/mail-catcher-process.js'));
  const { address } = await keepRunning({
    name: 'Mail catcher',
    start: (before?: { address: MailCatcherAddresses }) =>
      hostInChild<MailCatcherAddresses>(entry, {
        args: [MAIL_FOLDER, ...(before ? portsOf(before.address) : [])],
      }),
    shutdown,
    say,
  });
  say('the mail catcher is ready');
  return {
    env: { SMTP_URL: address.smtpUrl, SMTP_LOOKUP_URL: address.lookupUrl },
    inboxUrl: address.inboxUrl,
  };
}

const portsOf = ({ smtpUrl, inboxUrl, lookupUrl }: MailCatcherAddresses): string[] =>
  [smtpUrl, inboxUrl, lookupUrl].map((url) => new URL(url).port);
