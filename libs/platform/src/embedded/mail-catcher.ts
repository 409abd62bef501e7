import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { MailDev } from 'maildev';
import { freePort } from './free-port.js';
import { MessageCounts, type CaughtEmail } from './message-counts.js';

export interface MailCatcherOptions {
  readonly smtpPort?: number;
  readonly webPort?: number;
  readonly lookupPort?: number;
  /** Keeps the mail between starts; without it a folder is made, and deleted on stop. */
  readonly mailDirectory?: string;
}

export interface MailCatcherAddresses {
  readonly smtpUrl: string;
  /** The inbox for a browser; `/api/email` below it answers with the mail as JSON. */
  readonly inboxUrl: string;
  /** `GET ?messageId=…` answers `{ "count": n }`: how often a message of that Message-ID arrived. */
  readonly lookupUrl: string;
}

export interface MailCatcher extends MailCatcherAddresses {
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
/** Older mail is dropped, so that a long run fills neither memory nor disk. */
const KEPT_MESSAGES = 2_000;
const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

/** A private mail server on loopback that keeps everything and passes nothing on. */
export async function startMailCatcher(options: MailCatcherOptions = {}): Promise<MailCatcher> {
  const mailDirectory = options.mailDirectory ?? temporaryFolder();
  const smtp = options.smtpPort ?? (await freePort());
  const web = options.webPort ?? (await freePort());
  const maildev = new MailDev({
    smtp,
    ip: LOOPBACK,
    web,
    webIp: LOOPBACK,
    mailDirectory,
    maxEmails: KEPT_MESSAGES,
    maxMessageSize: MAX_MESSAGE_BYTES,
    // Nodemailer would otherwise try to encrypt, with a certificate that nobody vouches for.
    hideExtensions: ['STARTTLS'],
    silent: true,
  });
  const servers = await maildev.start();
  const counts = new MessageCounts();
  for (const email of await servers.storage.getAll()) counts.add(email);
  servers.smtp.on('new', (email: CaughtEmail) => counts.add(email));
  const lookup = await startLookup(counts, options.lookupPort);
  return {
    smtpUrl: `smtp://${LOOPBACK}:${smtp}`,
    inboxUrl: `http://${LOOPBACK}:${web}`,
    lookupUrl: lookup.url,
    stop: async () => {
      await lookup.stop();
      await maildev.stop();
      if (!options.mailDirectory) fs.rmSync(mailDirectory, { recursive: true, force: true });
    },
  };
}

const temporaryFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'trellis-mail-'));

/** The catcher's own interface can only be asked for whole messages, by a number of its own. */
async function startLookup(
  counts: MessageCounts,
  wishedPort = 0,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = http.createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const messageId = searchParams.get('messageId');
    response.setHeader('content-type', 'application/json');
    if (!messageId) {
      response.statusCode = 400;
      response.end(JSON.stringify({ error: 'Name a message: ?messageId=…' }));
      return;
    }
    response.end(JSON.stringify({ count: counts.of(messageId) }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wishedPort, LOOPBACK, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
