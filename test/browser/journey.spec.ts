import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cast, TestPatient, TestSession } from '../support/world.js';
import { NewReferralsPage } from './pages/new-referrals-page.js';
import { ReferPage } from './pages/refer-page.js';
import { ReferralPage } from './pages/referral-page.js';
import { RegisterPage } from './pages/register-page.js';
import { Counted } from './support/counted.js';
import { type Site, startSite } from './support/site.js';

const SESSION = 'Greenhouse morning';
const WHY = 'Wants company since her husband died';

/** One referral, from the GP to the garden and back, each step by the person whose step it is. */
describe('a referral from the GP to the garden and back', () => {
  let site: Site;
  let cast: Cast;
  let patient: TestPatient;
  let session: TestSession;

  beforeAll(async () => {
    site = await startSite();
    const { world } = site.api;
    cast = await world.cast();
    patient = await world.patient(cast.practice);
    // Soon enough that its register is open, late enough that it can still be booked.
    session = await world.session(cast.venue, { startsInHours: 0.4, activityName: SESSION });
  });
  afterAll(() => site.close());

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

  it('ends in the register of the venue, marked with one tap', async () => {
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
});
