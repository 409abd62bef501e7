/** A private Redis on loopback that holds nothing over a restart. */
export interface EmbeddedRedis {
  readonly url: string;
  readonly port: number;
  /** What answers: the real server, or the JavaScript one for machines that have none. */
  readonly kind: 'redis-server' | 'js-redis-server';
  stop(): Promise<void>;
}

export function redisUrl(port: number, password: string): string {
  return `redis://:${password}@127.0.0.1:${port}`;
}
