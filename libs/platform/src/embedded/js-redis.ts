import { randomBytes } from 'node:crypto';
import net from 'node:net';
import {
  attachSession,
  createRedisCommandExecutor,
  redisCommandDefinitions,
  RedisServerState,
  SocketConnectionTransport,
  type CommandDefinition,
} from 'js-redis-server/core';
import { redisUrl, type EmbeddedRedis, type RedisPlace } from './redis-server.js';

const DATABASES = 16;

/**
 * A Redis in plain JavaScript inside this process, for machines without a `redis-server`. The
 * package's own listener is on every interface of the machine; this one is on loopback only.
 */
export async function startJsRedis(place?: RedisPlace): Promise<EmbeddedRedis> {
  const password = place?.password ?? randomBytes(24).toString('base64url');
  const state = new RedisServerState({ databaseCount: DATABASES, requirepass: password });
  const executor = createRedisCommandExecutor({ extraCommands: [brpoplpush()] });
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true, keepAlive: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    const clientAddress = `127.0.0.1:${socket.remotePort}`;
    const { done } = attachSession(new SocketConnectionTransport(socket), {
      state,
      executor,
      clientAddress,
    });
    done.catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(place?.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as net.AddressInfo;
  return {
    url: redisUrl(port, password),
    port,
    kind: 'js-redis-server',
    isRunning: () => server.listening,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          state.close();
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/**
 * Bull waits for jobs by `BRPOPLPUSH source destination timeout`, which the package lacks; its
 * `BLMOVE source destination RIGHT LEFT timeout` does the same.
 *
 * Source: Redis command reference, BRPOPLPUSH ("deprecated … replaced by BLMOVE with RIGHT and LEFT")
 */
function brpoplpush(): CommandDefinition {
  const blmove = redisCommandDefinitions.find((definition) => definition.name === 'blmove');
  if (!blmove) throw new Error('js-redis-server no longer has BLMOVE');
  const directions = [Buffer.from('RIGHT'), Buffer.from('LEFT')];
  return {
    ...blmove,
    name: 'brpoplpush',
    schema: {
      parse: (input, index, context) => {
        const given = input.slice(index);
        const asBlmove = [...given.slice(0, 2), ...directions, ...given.slice(2)];
        const { value } = blmove.schema.parse(asBlmove, 0, context);
        return { value, nextIndex: input.length };
      },
    },
  };
}
