import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DeliverMessageService } from '#application/messaging/deliver-message.service.js';
import { StructuredLogger } from '#platform/logging/logger.js';
import { SmtpChannel } from '#platform/mail/smtp-channel.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { aReminderDue, makeDue, messageLines, messageOf } from '#test/support/reminders.js';
import { type ScriptedSmtp, startScriptedSmtp } from '#test/support/scripted-smtp.js';
import { type Cast, World } from '#test/support/world.js';

let database: TestDatabase;
let smtp: ScriptedSmtp;
let world: World;
let cast: Cast;

/** What the look-up answers: a count, or nothing of use. */
let lookup: { count: number } | 'broken';
let lookupServer: http.Server;
let smtpLookupUrl: string;

beforeAll(async () => {
  [database, smtp] = await Promise.all([createTestDatabase(), startScriptedSmtp()]);
  lookupServer = http.createServer((_, response) => {
    response.statusCode = lookup === 'broken' ? 500 : 200;
    response.end(JSON.stringify(lookup));
  });
  await new Promise<void>((resolve) => lookupServer.listen(0, '127.0.0.1', resolve));
  smtpLookupUrl = `http://127.0.0.1:${(lookupServer.address() as AddressInfo).port}/`;
  world = new World(database.db);
  cast = await world.cast();
});

afterAll(async () => {
  lookupServer.closeAllConnections();
  lookupServer.close();
  await smtp.stop();
  await database.drop();
});

beforeEach(() => {
  lookup = { count: 0 };
  smtp.behave({});
});

function courier(options: { smtpUrl?: string; canBeAsked: boolean }): DeliverMessageService {
  const channel = new SmtpChannel({
    smtpUrl: options.smtpUrl ?? smtp.url,
    smtpLookupUrl: options.canBeAsked ? smtpLookupUrl : null,
    mailFrom: 'no-reply@trellis.example.org',
  });
  const log = new StructuredLogger('test', 'silent');
  return new DeliverMessageService(database.db, channel, log, { leaseSeconds: 60 });
}

async function deliver(by: DeliverMessageService, messageId: string): Promise<void> {
  const claim = await by.claim(messageId);
  if (claim) await by.deliver(claim);
}

const attemptsOf = (
  messageId: string,
): Promise<{ outcome: string | null; code: string | null }[]> =>
  database.db.query(
    `SELECT outcome, provider_code AS code FROM message_attempt WHERE message_id = $1 ORDER BY number`,
    [messageId],
  );

/** The worker that was sending is gone: its lease has lapsed and its attempt has no outcome. */
const abandon = (messageId: string): Promise<unknown> =>
  database.db.transaction(async (tx) => {
    await tx.query(
      `UPDATE message SET state = 'sending', attempts = 1, lease_until = now() - interval '1 second' WHERE id = $1`,
      [messageId],
    );
    await tx.query(
      `INSERT INTO message_attempt (id, message_id, number) VALUES (gen_random_uuid(), $1, 1)`,
      [messageId],
    );
  });

describe('a mail server that answers', () => {
  it('ends a message that it refuses, and the link worker sees it', async () => {
    smtp.behave({ recipient: '550 no such person' });
    const { messageId, referralId } = await aReminderDue(database.db, world, cast);

    await deliver(courier({ canBeAsked: false }), messageId);

    expect(await messageOf(database.db, messageId)).toMatchObject({
      state: 'failed',
      decision: 'refused_by_provider',
    });
    expect(await attemptsOf(messageId)).toEqual([{ outcome: 'refused', code: '550' }]);
    expect(await messageLines(database.db, referralId)).toEqual([
      'message.problem: refused_by_provider',
    ]);
  });

  it.each([
    ['is busy', { greeting: '421 later' }],
    ['finds the mailbox full', { recipient: '452 full' }],
    ['puts the text off', { text: '451 later' }],
  ])('is tried again later when it %s', async (_, script) => {
    smtp.behave(script);
    const { messageId } = await aReminderDue(database.db, world, cast);

    await deliver(courier({ canBeAsked: false }), messageId);

    const message = await messageOf(database.db, messageId);
    expect(message.state).toBe('due');
    expect(message.dueAt.getTime()).toBeGreaterThan(Date.now());
    expect(await attemptsOf(messageId)).toMatchObject([{ outcome: 'deferred' }]);

    smtp.behave({});
    await makeDue(database.db, messageId);
    await deliver(courier({ canBeAsked: false }), messageId);

    expect(await messageOf(database.db, messageId)).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('is tried again later when it is away', async () => {
    const { messageId } = await aReminderDue(database.db, world, cast);

    await deliver(courier({ smtpUrl: 'smtp://127.0.0.1:1', canBeAsked: false }), messageId);

    expect(await messageOf(database.db, messageId)).toMatchObject({ state: 'due', attempts: 1 });
  });

  it('fails in the end when it never takes the message', async () => {
    smtp.behave({ text: '451 later' });
    const { messageId } = await aReminderDue(database.db, world, cast);
    const by = courier({ canBeAsked: false });

    for (let tries = 0; tries < 6; tries += 1) {
      await deliver(by, messageId);
      await makeDue(database.db, messageId);
    }

    expect(await messageOf(database.db, messageId)).toMatchObject({
      state: 'failed',
      decision: 'provider_unreachable',
    });
    expect(await attemptsOf(messageId)).toHaveLength(6);
  });
});

describe('an answer that was lost', () => {
  it('is asked for before anything is sent again: it had arrived', async () => {
    smtp.behave({ text: 'drop' });
    const { messageId, referralId } = await aReminderDue(database.db, world, cast);
    const by = courier({ canBeAsked: true });
    const before = smtp.texts;
    await deliver(by, messageId);
    expect(await attemptsOf(messageId)).toMatchObject([{ outcome: 'unknown' }]);

    lookup = { count: 1 };
    smtp.behave({});
    await makeDue(database.db, messageId);
    await deliver(by, messageId);

    expect(await messageOf(database.db, messageId)).toMatchObject({ state: 'sent' });
    expect(await attemptsOf(messageId)).toMatchObject([{ outcome: 'found_sent' }]);
    expect(smtp.texts - before).toBe(1);
    expect(await messageLines(database.db, referralId)).toEqual(['message.sent']);
  });

  it('is asked for before anything is sent again: it had not arrived', async () => {
    const { messageId } = await aReminderDue(database.db, world, cast);
    await abandon(messageId);

    await deliver(courier({ canBeAsked: true }), messageId);

    expect(await messageOf(database.db, messageId)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(await attemptsOf(messageId)).toEqual([
      { outcome: 'deferred', code: 'not_found' },
      { outcome: 'accepted', code: '250' },
    ]);
  });

  it.each([
    ['the connection broke after the text', true],
    ['the worker died while sending', false],
  ])('leaves the message to a person where nobody can be asked: %s', async (_, broke) => {
    const { messageId, referralId } = await aReminderDue(database.db, world, cast);
    const by = courier({ canBeAsked: false });
    const before = smtp.texts;
    if (broke) smtp.behave({ text: 'drop' });
    else await abandon(messageId);

    await deliver(by, messageId);
    smtp.behave({});
    await makeDue(database.db, messageId);
    await deliver(by, messageId);

    expect(await messageOf(database.db, messageId)).toMatchObject({
      state: 'unconfirmed',
      decision: 'answer_lost',
    });
    expect(smtp.texts - before).toBe(broke ? 1 : 0);
    expect(await messageLines(database.db, referralId)).toEqual(['message.problem: answer_lost']);
  });

  it('waits, and sends nothing, while the server cannot say whether it has the message', async () => {
    lookup = 'broken';
    const { messageId } = await aReminderDue(database.db, world, cast);
    await abandon(messageId);
    const by = courier({ canBeAsked: true });
    const before = smtp.texts;

    await deliver(by, messageId);
    expect(await messageOf(database.db, messageId)).toMatchObject({ state: 'due' });
    expect(smtp.texts).toBe(before);

    lookup = { count: 1 };
    await makeDue(database.db, messageId);
    await deliver(by, messageId);

    expect(await messageOf(database.db, messageId)).toMatchObject({ state: 'sent' });
    expect(smtp.texts).toBe(before);
  });

  it('counts even when it comes after somebody else had given the message up', async () => {
    const { messageId } = await aReminderDue(database.db, world, cast);
    const by = courier({ canBeAsked: false });
    const claim = await by.claim(messageId);
    if (!claim) throw new Error('The message was not to be had');
    await database.db.query(
      `CREATE FUNCTION give_up() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN UPDATE message SET state = 'unconfirmed', lease_until = NULL WHERE id = NEW.message_id; RETURN NEW; END $$`,
    );
    await database.db.query(
      `CREATE TRIGGER give_up AFTER INSERT ON message_attempt FOR EACH ROW EXECUTE FUNCTION give_up()`,
    );
    try {
      await by.deliver(claim);
    } finally {
      await database.db.query('DROP TRIGGER give_up ON message_attempt; DROP FUNCTION give_up()');
    }

    expect(await messageOf(database.db, messageId)).toMatchObject({ state: 'sent' });
  });
});

describe('a message that cannot be made', () => {
  it('is given up after a while, and the others are not held up', async () => {
    const poison = await aReminderDue(database.db, world, cast);
    const { messageId } = await aReminderDue(database.db, world, cast);
    await database.db.query(
      `UPDATE message SET state = 'sending', attempts = 10, lease_until = now() - interval '1 second' WHERE id = $1`,
      [poison.messageId],
    );
    const by = courier({ canBeAsked: false });

    for (const claim of await by.claimDue(10)) await by.deliver(claim);

    expect(await messageOf(database.db, poison.messageId)).toMatchObject({
      state: 'failed',
      decision: 'could_not_be_prepared',
    });
    expect(await messageOf(database.db, messageId)).toMatchObject({ state: 'sent' });
  });
});
