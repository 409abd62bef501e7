import type { JobOptions, QueueOptions } from 'bull';
import type { Config } from '#platform/config/config.js';

export const EVENTS_QUEUE = 'events';
export const MESSAGES_QUEUE = 'messages';
export const MAINTENANCE_QUEUE = 'maintenance';

/** Names of the jobs in the queue of messages. */
export const DELIVER = 'deliver';
export const DISPATCH = 'dispatch';
export const DAILY = 'daily';

/** A job holds the id of a message and nothing else: Redis is no place for personal data. */
export interface MessageJob {
  readonly id: string;
}

/**
 * One try: the row in the database knows when the next one is. A finished job is removed, because
 * a kept one would block its id.
 */
export const ONCE: JobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true };

/** Five tries over a quarter of an hour; then the job stays in `failed` until somebody looks at it. */
export const EVENT_JOB: JobOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 30_000 },
  removeOnComplete: { age: 24 * 3600, count: 10_000 },
  removeOnFail: false,
};

const RECONNECT_STEP_MS = 200;
const RECONNECT_MAX_MS = 2_000;

/** Waits for a Redis that is away and never gives up: what the queues hold can be done without. */
export function queueOptions({
  redisUrl,
  queuePrefix,
}: Pick<Config, 'redisUrl' | 'queuePrefix'>): QueueOptions {
  const url = new URL(redisUrl);
  return {
    prefix: queuePrefix,
    redis: {
      host: url.hostname,
      port: Number(url.port || '6379'),
      username: decodeURIComponent(url.username) || undefined,
      password: decodeURIComponent(url.password) || undefined,
      db: Number(url.pathname.slice(1) || '0'),
      tls: url.protocol === 'rediss:' ? {} : undefined,
      maxRetriesPerRequest: null,
      enableReadyCheck: false,
      retryStrategy: (times) => Math.min(times * RECONNECT_STEP_MS, RECONNECT_MAX_MS),
    },
  };
}
