import net from 'node:net';
import type { AddressInfo } from 'node:net';

const END_OF_TEXT = '\r\n.\r\n';

export interface SmtpGate {
  readonly url: string;
  /** Resolves when the server has said what is held back here. */
  readonly answerHeld: Promise<void>;
  /** Resolves when the client whose answer is held has hung up. */
  readonly clientGone: Promise<void>;
  /** Lets the answer, and all that follow, through. */
  open(): void;
  stop(): Promise<void>;
}

/**
 * Stands before a real mail server and holds something back: its greeting, so that no text is handed
 * over yet, or its answer to a text that it has taken.
 */
export async function startSmtpGate(
  smtpUrl: string,
  holds: 'greeting' | 'answer' = 'answer',
): Promise<SmtpGate> {
  const target = new URL(smtpUrl);
  const sockets = new Set<net.Socket>();
  let isOpen = false;
  const held: (() => void)[] = [];
  const { promise: answerHeld, resolve: tell } = signal();
  const { promise: clientGone, resolve: tellGone } = signal();
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    let holding = holds === 'greeting';
    let tail = '';
    client.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-END_OF_TEXT.length);
      if (tail === END_OF_TEXT) holding = true;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (isOpen || !holding) {
        client.write(chunk);
        return;
      }
      held.push(() => client.write(chunk));
      tell();
    });
    client.on('close', () => {
      upstream.destroy();
      tellGone();
    });
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    answerHeld,
    clientGone,
    open: () => {
      isOpen = true;
      for (const release of held.splice(0)) release();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function signal(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
