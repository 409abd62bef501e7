import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** How the server behaves: its replies, or what it does instead of replying to the text. */
export interface SmtpScript {
  readonly greeting?: string;
  readonly recipient?: string;
  /** Reply to the text; `drop` closes the connection instead. */
  readonly text?: string | 'drop';
}

export interface ScriptedSmtp {
  readonly url: string;
  /** How many texts were taken in, whatever was answered. */
  readonly texts: number;
  behave(script: SmtpScript): void;
  stop(): Promise<void>;
}

/** A mail server that misbehaves as it is told, for what a real one does only on a bad day. */
export async function startScriptedSmtp(): Promise<ScriptedSmtp> {
  let script: SmtpScript = {};
  let texts = 0;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write(`${script.greeting ?? '220 ready'}\r\n`);
    let inText = false;
    let rest = '';
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (inText && line !== '.') continue;
        if (inText) {
          inText = false;
          texts += 1;
          if (script.text === 'drop') socket.destroy();
          else socket.write(`${script.text ?? '250 taken'}\r\n`);
        } else {
          inText = line.toUpperCase() === 'DATA';
          socket.write(`${replyTo(line, script)}\r\n`);
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    get texts() {
      return texts;
    },
    behave: (next) => (script = next),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function replyTo(line: string, script: SmtpScript): string {
  const command = line.toUpperCase();
  if (command.startsWith('RCPT')) return script.recipient ?? '250 ok';
  if (command === 'DATA') return '354 go on';
  return command === 'QUIT' ? '221 bye' : '250 ok';
}
