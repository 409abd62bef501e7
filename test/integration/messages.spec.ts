import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DeliverMessageService } from '#application/messaging/deliver-message.service.js';
import { cancelMessages, planMessages } from '#application/messaging/plan-messages.js';
import { transactionTime } from '#persistence/sql.js';
import type { HostedService } from '#platform/embedded/child-host.js';
import type { MailCatcherAddresses } from '#platform/embedded/mail-catcher.js';
import { StructuredLogger } from '#platform/logging/logger.js';
import { SmtpChannel } from '#platform/mail/smtp-channel.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { startTestMailCatcher } from '#test/support/mail-catcher.js';
import {
  aRemindedBooking,
  aReminderDue,
  mailTo,
  makeDue,
  messageLines,
  messageOf,
  type RemindedBooking,
  timesArrived,
} from '#test/support/reminders.js';
import { type Cast, type PatientOverrides, World } from '#test/support/world.js';

let database: TestDatabase;
let catcher: HostedService<MailCatcherAddresses>;
let world: World;
let cast: Cast;
let courier: DeliverMessageService;

beforeAll(async () => {
  [database, catcher] = await Promise.all([createTestDatabase(), startTestMailCatcher()]);
  world = new World(database.db);
  cast = await world.cast();
  const { smtpUrl, lookupUrl: smtpLookupUrl } = catcher.address;
  const channel = new SmtpChannel({
    smtpUrl,
    smtpLookupUrl,
    mailFrom: 'Trellis <no-reply@trellis.example.org>',
  });
  courier = new DeliverMessageService(
    database.db,
    channel,
    new StructuredLogger('test', 'silent'),
    { leaseSeconds: 60 },
  );
});

afterAll(async () => {
  await catcher.stop();
  await database.drop();
});

/** Each test finds only its own messages due. */
beforeEach(() => database.db.query(`UPDATE message SET state = 'cancelled' WHERE state = 'due'`));

async function deliver(messageId: string): Promise<void> {
  const claim = await courier.claim(messageId);
  if (claim) await courier.deliver(claim);
}

const change = (sql: string, ...values: unknown[]): Promise<unknown> =>
  database.db.query(sql, values);

const replan = ({ bookingId }: RemindedBooking): Promise<unknown> =>
  database.db.transaction(async (tx) => {
    const at = await transactionTime(tx);
    await cancelMessages(tx, bookingId, at);
    await planMessages(tx, bookingId, at);
  });

const messagesOf = (bookingId: string) =>
  database.db.query<{ id: string; version: number; state: string; decision: string | null }[]>(
    `SELECT id, booking_version AS version, state, decision FROM message
     WHERE booking_id = $1 ORDER BY booking_version, due_at`,
    [bookingId],
  );

describe('planning the reminders of a booking', () => {
  it('plans one for the day before and one for the hours before', async () => {
    const { messages } = await aRemindedBooking(database.db, world, cast);

    expect(messages.map(({ rule, channel, state }) => ({ rule, channel, state }))).toEqual([
      { rule: 'day_before', channel: 'email', state: 'due' },
      { rule: 'hours_before', channel: 'email', state: 'due' },
    ]);
  });

  it('plans none twice, however often it is asked', async () => {
    const booking = await aRemindedBooking(database.db, world, cast);

    await database.db.transaction(async (tx) =>
      planMessages(tx, booking.bookingId, await transactionTime(tx)),
    );

    expect(await messagesOf(booking.bookingId)).toHaveLength(2);
  });

  it.each<[string, PatientOverrides]>([
    ['no_contact_detail', { email: null }],
    ['channel_not_permitted', { mayEmail: false }],
    ['contact_prohibited', { contactProhibited: true }],
  ])('says at once that nothing will be sent: %s', async (reason, patient) => {
    const booking = await aRemindedBooking(database.db, world, cast, { patient });

    const [first] = booking.messages;
    expect(first).toMatchObject({ state: 'not_sent', decision: reason });
    expect(await messageLines(database.db, booking.referralId)).toEqual([
      `message.problem: ${reason}`,
      `message.problem: ${reason}`,
    ]);
  });

  it('voids the reminders of the old time when a booking moves', async () => {
    const booking = await aRemindedBooking(database.db, world, cast);
    await change(`UPDATE booking SET version = 2 WHERE id = $1`, booking.bookingId);

    await replan(booking);

    expect(await messagesOf(booking.bookingId)).toEqual([
      expect.objectContaining({ version: 1, state: 'cancelled', decision: 'booking_changed' }),
      expect.objectContaining({ version: 1, state: 'cancelled', decision: 'booking_changed' }),
      expect.objectContaining({ version: 2, state: 'due' }),
      expect.objectContaining({ version: 2, state: 'due' }),
    ]);
  });
});

describe('sending a reminder', () => {
  it('tells when, where and who to call, once, and puts it on record', async () => {
    const { messageId, referralId, patient } = await aReminderDue(database.db, world, cast);

    await deliver(messageId);
    await deliver(messageId);

    const [mail, ...others] = await mailTo(catcher.address, patient.email);
    expect(others).toEqual([]);
    expect(mail?.subject).toContain('Greenhouse morning on ');
    expect(mail?.text).toContain(`call ${cast.linkWorker.displayName} on 01632 960100`);
    expect(await timesArrived(catcher.address, messageId)).toBe(1);
    expect(await messageOf(database.db, messageId)).toMatchObject({ state: 'sent', attempts: 1 });
    expect(await messageLines(database.db, referralId)).toEqual(['message.sent']);
    const [audit] = await database.db.query<object[]>(
      `SELECT patient_id AS patient, provider_id AS provider FROM audit_event
       WHERE action = 'message.sent' AND entity_id = $1`,
      [messageId],
    );
    expect(audit).toEqual({ patient: patient.id, provider: cast.provider.id });
  });

  it('names neither the activity nor the service to somebody with a code word', async () => {
    const { messageId, patient } = await aReminderDue(database.db, world, cast, {
      patient: { codeWord: 'Bluebell', givenName: 'Canaryname' },
    });

    await deliver(messageId);

    const [mail] = await mailTo(catcher.address, patient.email);
    const everything = JSON.stringify(mail);
    expect(mail?.text).toContain('Bluebell');
    for (const secret of ['Greenhouse', cast.provider.name, 'Canaryname', patient.nhsNumber]) {
      expect(everything).not.toContain(secret);
    }
  });

  it.each<[string, string, string, string]>([
    [
      'the booking was cancelled',
      `UPDATE booking SET status = 'cancelled', cancelled_at = now() WHERE id = $1`,
      'cancelled',
      'booking_cancelled',
    ],
    [
      'the booking was moved',
      `UPDATE booking SET version = version + 1 WHERE id = $1`,
      'cancelled',
      'booking_changed',
    ],
    [
      'the session was cancelled',
      `UPDATE session SET status = 'cancelled' WHERE id = (SELECT session_id FROM booking WHERE id = $1)`,
      'cancelled',
      'session_cancelled',
    ],
    [
      'the person has died',
      `UPDATE patient SET died_on = '2026-11-01' WHERE id = (SELECT patient_id FROM booking WHERE id = $1)`,
      'cancelled',
      'person_died',
    ],
    [
      'contact became forbidden',
      `UPDATE patient_contact SET contact_prohibited = true
       WHERE patient_id = (SELECT patient_id FROM booking WHERE id = $1)`,
      'not_sent',
      'contact_prohibited',
    ],
    [
      'email is no longer allowed',
      `UPDATE patient_contact SET may_email = false
       WHERE patient_id = (SELECT patient_id FROM booking WHERE id = $1)`,
      'not_sent',
      'channel_not_permitted',
    ],
    [
      'the address is gone',
      `UPDATE patient_contact SET email = NULL
       WHERE patient_id = (SELECT patient_id FROM booking WHERE id = $1)`,
      'not_sent',
      'no_contact_detail',
    ],
    [
      'consent was withdrawn',
      `UPDATE consent SET superseded_at = now()
       WHERE referral_id = (SELECT referral_id FROM booking WHERE id = $1)`,
      'not_sent',
      'no_consent',
    ],
  ])('sends nothing when %s after it was planned', async (_, sql, state, decision) => {
    const { messageId, bookingId, referralId } = await aReminderDue(database.db, world, cast);
    await change(sql, bookingId);

    await deliver(messageId);

    expect(await messageOf(database.db, messageId)).toMatchObject({ state, decision });
    expect(await timesArrived(catcher.address, messageId)).toBe(0);
    const lines = state === 'not_sent' ? [`message.problem: ${decision}`] : [];
    expect(await messageLines(database.db, referralId)).toEqual(lines);
  });

  it('expires what could not go out in time', async () => {
    const { messageId, referralId } = await aReminderDue(database.db, world, cast);
    await change(
      `UPDATE message SET due_at = now() - interval '7 hours', expires_at = now() - interval '1 hour' WHERE id = $1`,
      messageId,
    );

    await deliver(messageId);

    expect(await messageOf(database.db, messageId)).toMatchObject({
      state: 'expired',
      decision: 'too_late',
    });
    expect(await messageLines(database.db, referralId)).toEqual(['message.problem: too_late']);
  });

  it('waits for the end of the quiet hours, and does not count that as an attempt', async () => {
    const quiet = await world.cast();
    // From an hour ago to an hour from now, on the clock of the service.
    await change(
      `UPDATE organisation SET quiet_from = (now() AT TIME ZONE time_zone - interval '1 hour')::time,
                               quiet_to = (now() AT TIME ZONE time_zone + interval '1 hour')::time WHERE id = $1`,
      quiet.provider.id,
    );
    const { messageId } = await aReminderDue(database.db, world, quiet);

    await deliver(messageId);

    const waiting = await messageOf(database.db, messageId);
    expect(waiting).toMatchObject({ state: 'due', decision: 'quiet_hours', attempts: 0 });
    expect(waiting.dueAt.getTime()).toBeGreaterThan(Date.now());
    expect(await timesArrived(catcher.address, messageId)).toBe(0);

    await change(`UPDATE organisation SET quiet_to = quiet_from WHERE id = $1`, quiet.provider.id);
    await makeDue(database.db, messageId);
    await deliver(messageId);

    expect(await timesArrived(catcher.address, messageId)).toBe(1);
  });

  it('gives a message to one claimant, however many ask at once', async () => {
    const { messageId } = await aReminderDue(database.db, world, cast);

    await Promise.all(Array.from({ length: 12 }, () => deliver(messageId)));

    expect(await timesArrived(catcher.address, messageId)).toBe(1);
    expect(await messageOf(database.db, messageId)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('leaves a message alone before its time, and while somebody else holds it', async () => {
    const { messageId } = await aReminderDue(database.db, world, cast, { inSeconds: 600 });
    expect(await courier.claim(messageId)).toBeNull();

    await makeDue(database.db, messageId);
    expect(await courier.claim(messageId)).toMatchObject({ id: messageId, attempts: 1 });
    expect(await courier.claim(messageId)).toBeNull();
  });
});
