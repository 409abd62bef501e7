import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatDate } from '#domain/shared/london-time.js';
import type { HostedService } from '#platform/embedded/child-host.js';
import type { MailCatcherAddresses } from '#platform/embedded/mail-catcher.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { startTestMailCatcher } from '#test/support/mail-catcher.js';
import { mailTo, makeDue } from '#test/support/reminders.js';
import { waitFor } from '#test/support/wait-for.js';
import { TestWorker } from '#test/support/worker.js';
import type { Cast, TestPatient, TestSession } from '#test/support/world.js';

let api: TestApi;
let catcher: HostedService<MailCatcherAddresses>;
let worker: TestWorker;
let cast: Cast;
let linkWorker: Caller;

beforeAll(async () => {
  [api, catcher] = await Promise.all([startTestApi(), startTestMailCatcher()]);
  cast = await api.world.cast();
  linkWorker = await api.as(cast.linkWorker);
  worker = await TestWorker.start({
    databaseUrl: api.database.url,
    redisUrl: api.config.redisUrl,
    queuePrefix: `test-${randomUUID()}`,
    smtpUrl: catcher.address.smtpUrl,
    smtpLookupUrl: catcher.address.lookupUrl,
  });
});

afterAll(async () => {
  await worker.end();
  await catcher.stop();
  await api.close();
});

interface Booking {
  readonly id: string;
  readonly version: number;
  readonly reminders: { rule: string; channel: string; state: string; dueAt: string }[];
}

interface Row {
  readonly id: string;
  readonly version: number;
  readonly state: string;
}

async function book(): Promise<{ booking: Booking; patient: TestPatient; session: TestSession }> {
  const patient = await api.world.patient(cast.practice);
  const referral = await api.world.referral(cast, patient, { status: 'active' });
  const session = await api.world.session(cast.venue, { startsInHours: 96 });
  const { body } = await linkWorker
    .post(`/referrals/${referral.id}/bookings`, { sessionId: session.id })
    .expect(201);
  return { booking: body as Booking, patient, session };
}

const messagesOf = (bookingId: string): Promise<Row[]> =>
  api.database.db.query(
    `SELECT id, booking_version AS version, state FROM message WHERE booking_id = $1 ORDER BY booking_version, due_at`,
    [bookingId],
  );

async function allDue(bookingId: string): Promise<void> {
  for (const { id } of await messagesOf(bookingId)) await makeDue(api.database.db, id);
}

const settled = (bookingId: string): Promise<Row[]> =>
  waitFor('the reminders to be settled', async () => {
    const rows = await messagesOf(bookingId);
    return rows.every(({ state }) => state !== 'due' && state !== 'sending') && rows;
  });

describe('the reminders of a booking', () => {
  it('are planned with it, and arrive', async () => {
    const { booking, patient, session } = await book();
    expect(booking.reminders.map(({ rule, state }) => [rule, state])).toEqual([
      ['day_before', 'due'],
      ['hours_before', 'due'],
    ]);

    await allDue(booking.id);
    await settled(booking.id);

    const mail = await mailTo(catcher.address, patient.email);
    expect(mail.map(({ subject }) => subject)).toEqual([
      expect.stringContaining(formatDate(session.startsAt)),
      expect.stringContaining(formatDate(session.startsAt)),
    ]);
  });

  it('are not sent once it is cancelled', async () => {
    const { booking, patient } = await book();

    await linkWorker
      .post(`/bookings/${booking.id}/cancellation`, { reasonCode: 'person_cancelled' })
      .set('If-Match', `"${booking.version}"`)
      .expect(200);
    await allDue(booking.id);

    expect((await settled(booking.id)).map(({ state }) => state)).toEqual([
      'cancelled',
      'cancelled',
    ]);
    expect(await mailTo(catcher.address, patient.email)).toEqual([]);
  });

  it('tell of the new time once it has moved, and of that alone', async () => {
    const { booking, patient, session } = await book();
    const { activityId } = session;
    const later = await api.world.session(cast.venue, { startsInHours: 192, activityId });

    await linkWorker
      .post(`/bookings/${booking.id}/move`, { sessionId: later.id })
      .set('If-Match', `"${booking.version}"`)
      .expect(200);
    await allDue(booking.id);

    expect((await settled(booking.id)).map(({ version, state }) => [version, state])).toEqual([
      [booking.version, 'cancelled'],
      [booking.version, 'cancelled'],
      [booking.version + 1, 'sent'],
      [booking.version + 1, 'sent'],
    ]);
    const mail = await mailTo(catcher.address, patient.email);
    expect(mail).toHaveLength(2);
    for (const { subject } of mail) expect(subject).toContain(formatDate(later.startsAt));
  });
});
