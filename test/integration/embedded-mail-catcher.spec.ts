import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport, type Transporter } from 'nodemailer';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { HostedService } from '#platform/embedded/child-host.js';
import type { MailCatcherAddresses } from '#platform/embedded/mail-catcher.js';
import { startTestMailCatcher } from '#test/support/mail-catcher.js';

let mailDirectory: string;
let catcher: HostedService<MailCatcherAddresses>;
let transport: Transporter;

const MANY = 200;

async function timesArrived(messageId: string): Promise<unknown> {
  const url = new URL(catcher.address.lookupUrl);
  url.searchParams.set('messageId', messageId);
  return (await fetch(url)).json();
}

const send = (messageId: string): Promise<unknown> =>
  transport.sendMail({
    messageId,
    from: 'trellis@example.org',
    to: 'someone@example.org',
    subject: 'Your gardening session',
    text: 'It starts at 2:30pm.',
  });

async function open(): Promise<void> {
  catcher = await startTestMailCatcher(mailDirectory);
  const { hostname: host, port } = new URL(catcher.address.smtpUrl);
  transport = createTransport({ pool: true, maxConnections: 5, host, port: Number(port) });
}

async function close(): Promise<void> {
  transport.close();
  await catcher.stop();
}

beforeAll(async () => {
  mailDirectory = fs.mkdtempSync(path.join(os.tmpdir(), 'trellis-mail-'));
  await open();
});

afterAll(async () => {
  await close();
  fs.rmSync(mailDirectory, { recursive: true, force: true });
});

describe('the mail catcher', () => {
  it('says how often a message has arrived, as soon as it was accepted', async () => {
    expect(await timesArrived('<a-1@trellis.test>')).toEqual({ count: 0 });
    await send('<a-1@trellis.test>');
    expect(await timesArrived('<a-1@trellis.test>')).toEqual({ count: 1 });
    await send('<a-1@trellis.test>');
    expect(await timesArrived('a-1@trellis.test')).toEqual({ count: 2 });
  });

  it('asks for a Message-ID when none is given', async () => {
    expect((await fetch(catcher.address.lookupUrl)).status).toBe(400);
  });

  it('shows an inbox to a browser', async () => {
    const page = await fetch(catcher.address.inboxUrl, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    const list = (await (await fetch(`${catcher.address.inboxUrl}/api/email/summary`)).json()) as {
      items: { subject: string }[];
    };
    expect(list.items[0]?.subject).toBe('Your gardening session');
  });

  it('takes many messages at once', async () => {
    const ids = Array.from({ length: MANY }, (_, n) => `<many-${n}@trellis.test>`);
    await Promise.all(ids.map(send));
    const answers = await Promise.all(ids.map(timesArrived));
    expect(answers).toEqual(ids.map(() => ({ count: 1 })));
  });

  it('still knows its mail after a restart', async () => {
    await close();
    await open();
    expect(await timesArrived('<a-1@trellis.test>')).toEqual({ count: 2 });
  });
});
