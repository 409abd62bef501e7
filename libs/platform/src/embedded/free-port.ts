import net from 'node:net';

/** How far above the wished-for port a free one is looked for before any port will do. */
const NEIGHBOURS = 50;

/** Any port that nobody listens on, on loopback. */
export function freePort(): Promise<number> {
  return listenOnce(0, '127.0.0.1');
}

/**
 * The wished-for port, or the next one above it that is free.
 *
 * @param host the address that will be listened on: a port taken on another address does not matter
 */
export async function freePortFrom(wished: number, host = '127.0.0.1'): Promise<number> {
  const last = Math.min(wished + NEIGHBOURS, 65_535);
  for (let port = wished; port <= last; port += 1) {
    try {
      return await listenOnce(port, host);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    }
  }
  return listenOnce(0, host);
}

function listenOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address() as net.AddressInfo;
      server.close(() => resolve(address.port));
    });
  });
}
