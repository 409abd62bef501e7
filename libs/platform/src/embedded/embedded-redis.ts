import { hostInChild } from './child-host.js';
import { startJsRedis } from './js-redis.js';
import { hasRedisBinary, startRedisBinary } from './redis-binary.js';
import type { EmbeddedRedis, RedisPlace } from './redis-server.js';

export interface EmbeddedRedisOptions {
  /** Where the JavaScript server runs, should there be no `redis-server` on the PATH. */
  readonly javascriptIn?: 'this_process' | 'child_process';
  /** Where a server was that this one takes the place of. */
  readonly place?: RedisPlace;
  readonly log?: (line: string) => void;
}

/**
 * A private Redis: the machine's own `redis-server` where it has one, else one in JavaScript. Both
 * keep everything in memory, which is enough: what the queues hold can be lost at any moment.
 */
export async function startEmbeddedRedis(
  options: EmbeddedRedisOptions = {},
): Promise<EmbeddedRedis> {
  if (hasRedisBinary()) {
    options.log?.('using the redis-server of this machine, privately');
    return startRedisBinary(options.place);
  }
  options.log?.('no redis-server on the PATH: using the one in JavaScript');
  if (options.javascriptIn !== 'child_process') return startJsRedis(options.place);
  const entry = new URL('./js-redis-process.js', import.meta.url);
  const env = options.place ? { TRELLIS_REDIS_PLACE: JSON.stringify(options.place) } : {};
  const hosted = await hostInChild<{ url: string; port: number }>(entry, { env });
  const { address, isRunning, stop } = hosted;
  return { ...address, kind: 'js-redis-server', isRunning, stop };
}
