import { reportToParent } from './child-host.js';
import { startJsRedis } from './js-redis.js';
import type { RedisPlace } from './redis-server.js';

// Not among the arguments, which every account of the machine can read.
const given = process.env.TRELLIS_REDIS_PLACE;
const redis = await startJsRedis(given ? (JSON.parse(given) as RedisPlace) : undefined);
reportToParent({ url: redis.url, port: redis.port }, redis.stop);
