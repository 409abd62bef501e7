import net from 'node:net';
import type { AddressInfo } from 'node:net';

const END_OF_TEXT = '\r\n.\r\n';

export interface SmtpGate {
  readonly url: string;
  /** Resolves when the server has taken a text and its answer waits here. */
  readonly answerHeld: Promise<void>;
  /** Lets the answer, and all that follow, through. */
  open(): void;
  stop(): Promise<void>;
}

/** Stands before a real mail server and holds back its first answer to a text. */
export async function startSmtpGate(smtpUrl: string): Promise<SmtpGate> {
  const target = new URL(smtpUrl);
  const sockets = new Set<net.Socket>();
  let isOpen = false;
  const held: (() => void)[] = [];
  let tell: () => void;
  const answerHeld = new Promise<void>((resolve) => (tell = resolve));
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    let textDone = false;
    let tail = '';
    client.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-END_OF_TEXT.length);
      if (tail === END_OF_TEXT) textDone = true;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (isOpen || !textDone) {
        client.write(chunk);
        return;
      }
      held.push(() => client.write(chunk));
      tell();
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    answerHeld,
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
