import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HostedService } from '#platform/embedded/child-host.js';
import type { MailCatcherAddresses } from '#platform/embedded/mail-catcher.js';
import { formatDate } from '#domain/shared/london-time.js';
import { startTestMailCatcher } from '../support/mail-catcher.js';
import { makeDue } from '../support/reminders.js';
import { waitFor } from '../support/wait-for.js';
import { TestWorker } from '../support/worker.js';
import type { Cast, TestPatient, TestSession } from '../support/world.js';
import { NewReferralsPage } from './pages/new-referrals-page.js';
import { ReferPage } from './pages/refer-page.js';
import { ReferralPage } from './pages/referral-page.js';
import { RegisterPage } from './pages/register-page.js';
import { Counted } from './support/counted.js';
import { type Site, startSite } from './support/site.js';

const SESSION = 'Greenhouse morning';
const WHY = 'Wants company since her husband died';

/**
 * One referral, from the GP to the garden and back, through six roles in a real browser, with the real
 * worker on a real queue. Time itself is the only thing the test moves: it makes the reminders due, and later
 * the session near, because nobody waits three days for a test.
 */
describe('a referral from the GP to the garden and back', () => {
  let site: Site;
  let cast: Cast;
  let patient: TestPatient;
  let session: TestSession;
  let catcher: HostedService<MailCatcherAddresses>;
  let worker: TestWorker;

  beforeAll(async () => {
    [site, catcher] = await Promise.all([startSite(), startTestMailCatcher()]);
    const { world, database, config } = site.api;
    worker = await TestWorker.start({
      databaseUrl: database.url,
      redisUrl: config.redisUrl,
      queuePrefix: `test-${randomUUID()}`,
      smtpUrl: catcher.address.smtpUrl,
      smtpLookupUrl: catcher.address.lookupUrl,
    });
    cast = await world.cast();
    patient = await world.patient(cast.practice);
    session = await world.session(cast.venue, { startsInHours: 96, activityName: SESSION });
  });
  afterAll(async () => {
    await worker.end();
    await catcher.stop();
    await site.close();
  });

  /** Twenty minutes before it begins: its register is open, whatever the hour of the day. */
  async function bringSessionNear(): Promise<void> {
    await site.api.database.db.query(
      `UPDATE session SET starts_at = now() + interval '20 minutes', ends_at = now() + interval '110 minutes',
         local_date = ((now() + interval '20 minutes') AT TIME ZONE 'Europe/London')::date WHERE id = $1`,
      [session.id],
    );
  }

  it('is sent by the GP with at most 8 inputs', async () => {
    const { page, faults, close } = await site.visitAs(cast.referrer);
    const refer = new ReferPage(page);
    const counted = new Counted();
    await counted.type(refer.nhsNumber, patient.nhsNumber);
    await counted.click(refer.find);
    await refer.patient.waitFor();
    await counted.tick(refer.need('Loneliness or isolation'));
    await counted.type(refer.whatWouldHelp, WHY);
    await counted.tick(refer.noKnownRisk);
    await counted.tick(refer.agree);
    await counted.click(refer.send);
    await refer.sent.waitFor();
    expect(counted.inputs).toBeLessThanOrEqual(8);
    expect(await page.textContent('main')).toMatch(/will call Margaret Okafor by \d+ \w+ \d{4}/);
    expect(page.url()).not.toMatch(/Margaret|Okafor/);
    expect(faults).toEqual([]);
    await close();
  });

  it('is given to a link worker by the team lead with 4 clicks', async () => {
    const { page, faults, close } = await site.visitAs(cast.teamLead);
    const inbox = new NewReferralsPage(page);
    const counted = new Counted();
    await counted.tick(inbox.tick('Margaret Okafor'));
    const worker = inbox.worker.locator('option').filter({ hasText: cast.linkWorker.displayName });
    await counted.choose(inbox.worker, (await worker.first().textContent()) ?? '');
    await counted.click(inbox.allocate);
    await counted.click(inbox.confirm);
    await inbox.success.waitFor();
    expect(await inbox.success.textContent()).toContain(
      `Allocated 1 referral to ${cast.linkWorker.displayName}`,
    );
    await page.getByText('All referrals have been shared out.').waitFor();
    expect(counted.inputs).toBeLessThanOrEqual(4);
    expect(faults).toEqual([]);
    await close();
  });

  it('is answered by the link worker, who records a call and books with at most 3 clicks', async () => {
    const { page, faults, close } = await site.visitAs(cast.linkWorker);
    const referral = new ReferralPage(page);
    const recording = new Counted();
    await recording.click(
      page.getByRole('link', { name: 'Record a contact with Margaret Okafor' }),
    );
    await recording.tick(referral.outcome('Spoke to them'));
    await recording.click(referral.saveContact);
    await referral.success.waitFor();
    expect(recording.inputs).toBeLessThanOrEqual(4);

    const booking = new Counted();
    await page.getByRole('link', { name: 'My caseload' }).click();
    await booking.click(page.getByRole('link', { name: 'Margaret Okafor', exact: true }));
    await booking.click(referral.book(SESSION));
    await booking.click(referral.confirmBooking);
    await referral.success.filter({ hasText: `Booked: ${SESSION}` }).waitFor();
    await referral.bookings.getByText(SESSION, { exact: true }).first().waitFor();
    expect(booking.inputs).toBeLessThanOrEqual(4);
    expect(faults).toEqual([]);
    await close();
  });

  it('reaches the patient as a reminder, read in the inbox of the mail catcher', async () => {
    const { db } = site.api.database;
    const planned = await db.query<{ id: string; rule: string }[]>(
      `SELECT id, rule FROM message WHERE patient_id = $1 AND state = 'due' ORDER BY due_at`,
      [patient.id],
    );
    expect(planned.map(({ rule }) => rule)).toEqual(['day_before', 'hours_before']);
    for (const { id } of planned) await makeDue(db, id);
    await waitFor('both reminders to be sent', async () => {
      const rows = await db.query<unknown[]>(
        `SELECT 1 FROM message WHERE patient_id = $1 AND state = 'sent'`,
        [patient.id],
      );
      return rows.length === planned.length;
    });

    const { page, close } = await site.visit();
    await page.goto(catcher.address.inboxUrl);
    const day = formatDate(session.startsAt);
    const mail = page.getByText(new RegExp(`${day}`)).first();
    await mail.waitFor();
    const inbox = (await page.textContent('body')) ?? '';
    expect(inbox).toContain(patient.email ?? 'an address');
    for (const secret of ['loneliness', 'Loneliness', WHY, patient.nhsNumber]) {
      expect(inbox).not.toContain(secret);
    }
    await close();
  });

  it('ends in the register of the venue, marked with one tap', async () => {
    await bringSessionNear();
    const phone = { width: 390, height: 844 };
    const { page, faults, close } = await site.visitAs(cast.venueStaff, phone);
    const register = new RegisterPage(page);
    const counted = new Counted();
    await counted.click(page.getByRole('link', { name: new RegExp(`^Register.*${SESSION}`) }));
    await counted.click(register.here('Margaret O'));
    await register.allSent.waitFor();
    expect(await register.count.textContent()).toBe('1 of 1 here');
    expect(counted.inputs).toBe(2);
    expect(await page.textContent('main')).not.toContain('Okafor');
    expect(page.url()).toContain(session.id);
    expect(faults).toEqual([]);
    await close();
  });

  it('shows the GP what became of it within 2 clicks', async () => {
    const { page, close } = await site.visitAs(cast.referrer);
    const counted = new Counted();
    await counted.click(page.getByRole('link', { name: 'My referrals' }));
    await counted.click(page.getByRole('link', { name: 'Margaret Okafor' }));
    await new ReferralPage(page).history.getByText(`Came, ${SESSION}`).waitFor();
    expect(counted.inputs).toBe(2);
    await close();
  });

  it('tells the administrator who looked at the patient, within 3 steps', async () => {
    const { page, faults, close } = await site.visitAs(cast.administrator);
    const counted = new Counted();
    await counted.type(page.getByLabel(/^NHS number or reference/), patient.nhsNumber);
    await counted.click(page.getByRole('button', { name: 'Search' }));
    const lines = page.locator('.tr-audit-lines').first();
    await lines.waitFor();
    expect(counted.inputs).toBeLessThanOrEqual(3);
    expect(await lines.textContent()).toContain(
      `${cast.linkWorker.displayName}, link worker, ${cast.provider.name} booked a session`,
    );
    expect(page.url()).not.toContain(patient.nhsNumber);
    expect(faults).toEqual([]);
    await close();
  });

  it('shows the auditor every step, from the GP to the venue, and nobody a name', async () => {
    const { page, faults, close } = await site.visitAs(cast.auditor);
    await page.getByLabel(/^NHS number or reference/).fill(patient.nhsNumber);
    await page.getByRole('button', { name: 'Search' }).click();
    const lines = page.locator('.tr-audit-lines').first();
    await lines.waitFor();
    const text = (await lines.textContent()) ?? '';
    for (const { displayName } of [
      cast.referrer,
      cast.teamLead,
      cast.linkWorker,
      cast.venueStaff,
    ]) {
      expect(text).toContain(displayName);
    }
    expect(text).not.toContain('Okafor');
    expect(faults).toEqual([]);
    await close();
  });
});
