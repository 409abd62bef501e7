/** A private Redis on loopback that holds nothing over a restart. */
export interface EmbeddedRedis {
  readonly url: string;
  readonly port: number;
  /** What answers: the real server, or the JavaScript one for machines that have none. */
  readonly kind: 'redis-server' | 'js-redis-server';
  isRunning(): boolean;
  stop(): Promise<void>;
}

/** Given to a start that takes the place of a server that died, so that its clients find it again. */
export interface RedisPlace {
  readonly port: number;
  readonly password: string;
}

export function placeOf(redis: EmbeddedRedis): RedisPlace {
  return { port: redis.port, password: new URL(redis.url).password };
}

export function redisUrl(port: number, password: string): string {
  return `redis://:${password}@127.0.0.1:${port}`;
}
