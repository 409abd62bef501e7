import { reportToParent } from './child-host.js';
import { startJsRedis } from './js-redis.js';

const redis = await startJsRedis();
reportToParent({ url: redis.url, port: redis.port }, redis.stop);
