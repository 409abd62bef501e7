import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cast, TestPatient } from '../support/world.js';
import { ReferPage } from './pages/refer-page.js';
import { ReferralPage } from './pages/referral-page.js';
import { focusedOn } from './support/checks.js';
import { signIn, type Site, startSite } from './support/site.js';

describe('what every screen keeps', () => {
  let site: Site;
  let cast: Cast;

  beforeAll(async () => {
    site = await startSite();
    cast = await site.api.world.cast();
  });
  afterAll(() => site.close());

  const rows = (sql: string, values: unknown[]): Promise<Record<string, unknown>[]> =>
    site.api.database.db.query(sql, values);

  const anActiveReferral = async (patient?: TestPatient): Promise<string> => {
    const of = patient ?? (await site.api.world.patient(cast.practice));
    return (await site.api.world.referral(cast, of, { status: 'active' })).id;
  };

  const fillIn = async (refer: ReferPage, patient: TestPatient): Promise<void> => {
    await refer.nhsNumber.fill(patient.nhsNumber);
    await refer.find.click();
    await refer.patient.waitFor();
    await refer.need('Housing').check();
    await refer.whatWouldHelp.fill('Somewhere warmer to live');
    await refer.noKnownRisk.check();
    await refer.agree.check();
  };

  it('sends a referral once, however often Send is pressed', async () => {
    const { page, close } = await site.visitAs(cast.referrer);
    const refer = new ReferPage(page);
    const patient = await site.api.world.patient(cast.practice);
    await fillIn(refer, patient);
    await refer.send.dblclick();
    await refer.sent.waitFor();
    const sent = await rows('SELECT id FROM referral WHERE patient_id = $1', [patient.id]);
    expect(sent).toHaveLength(1);
    await close();
  });

  it('sends a referral once when the first answer is lost', async () => {
    const { page, close } = await site.visitAs(cast.referrer);
    const refer = new ReferPage(page);
    const patient = await site.api.world.patient(cast.practice);
    await fillIn(refer, patient);
    await page.route(
      '**/api/v1/referrals',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await refer.send.click();
    await refer.errors.filter({ hasText: 'Your answers are still here. Try again.' }).waitFor();
    expect(await refer.whatWouldHelp.inputValue()).toBe('Somewhere warmer to live');
    await refer.send.click();
    await refer.sent.waitFor();
    const sent = await rows('SELECT id FROM referral WHERE patient_id = $1', [patient.id]);
    expect(sent).toHaveLength(1);
    await close();
  });

  it('shows an open referral above the form and asks why there should be another', async () => {
    const patient = await site.api.world.patient(cast.practice, { givenName: 'Aisha' });
    await anActiveReferral(patient);
    const { page, close } = await site.visitAs(cast.referrer);
    const refer = new ReferPage(page);
    await fillIn(refer, patient);
    await refer.openReferral.waitFor();
    await refer.send.click();
    await refer.errors.filter({ hasText: 'Enter why another referral is needed' }).waitFor();
    await refer.overrideReason.fill('It is about a different need.');
    await refer.send.click();
    await refer.sent.waitFor();
    await close();
  });

  it('puts the errors of the API on the fields they are about', async () => {
    const { page, close } = await site.visitAs(cast.referrer);
    const refer = new ReferPage(page);
    await fillIn(refer, await site.api.world.patient(cast.practice));
    await page.getByLabel('Mobile number').fill('12');
    await refer.send.click();
    await refer.errors.first().waitFor();
    expect(await focusedOn(page)).toContain('nhsuk-error-summary');
    await refer.errors.first().getByRole('link').click();
    expect(await page.evaluate('document.activeElement.id')).toBe('mobilePhone');
    await close();
  });

  it('can be worked with the keyboard alone: refer, from the number to the end', async () => {
    const { page, close } = await site.visitAs(cast.referrer);
    const refer = new ReferPage(page);
    const patient = await site.api.world.patient(cast.practice);
    const { keyboard } = page;
    const tabTo = async (id: string): Promise<void> => {
      for (let presses = 0; presses < 60; presses += 1) {
        if ((await page.evaluate('document.activeElement.id')) === id) return;
        await keyboard.press('Tab');
      }
      throw new Error(`Tab never reached ${id}`);
    };
    await refer.send.waitFor();
    await tabTo('nhsNumber');
    await keyboard.type(patient.nhsNumber);
    await keyboard.press('Enter');
    await refer.patient.waitFor();
    await tabTo('needCodes');
    await keyboard.press('Space');
    await tabTo('reason');
    await keyboard.type('Wants to get out more');
    await tabTo('riskStatus');
    await keyboard.press('Space');
    await tabTo('agree');
    await keyboard.press('Space');
    await keyboard.press('Enter');
    await refer.sent.waitFor();
    expect(await focusedOn(page)).toMatch(/^h1/);
    await close();
  });

  it('moves the focus to the heading of the next page', async () => {
    const { page, close } = await site.visitAs(cast.linkWorker);
    await page.getByRole('heading', { name: 'My caseload' }).waitFor();
    await page.getByRole('link', { name: 'Messages that need you' }).click();
    await page.getByRole('heading', { name: 'Messages that need you' }).waitFor();
    expect(await focusedOn(page)).toMatch(/^h1/);
    await close();
  });

  it('keeps the answers when somebody else was first, and says what they did', async () => {
    const id = await anActiveReferral();
    const { page, close } = await site.visitAs(cast.linkWorker);
    const referral = new ReferralPage(page);
    await page.goto(`/referrals/${id}/contact`);
    await referral.outcome('No answer').check();
    await referral.notes.fill('Rang twice');
    await rows('UPDATE referral SET version = version + 1 WHERE id = $1', [id]);
    await referral.saveContact.click();
    await referral.conflict.waitFor();
    expect(await focusedOn(page)).toContain('tr-conflict');
    expect(await referral.notes.inputValue()).toBe('Rang twice');
    await referral.saveContact.click();
    await referral.success.waitFor();
    expect(await focusedOn(page)).toContain('tr-banner');
    await close();
  });

  it('keeps a note on this device until it is saved', async () => {
    const id = await anActiveReferral();
    const { page, close } = await site.visitAs(cast.linkWorker);
    const referral = new ReferralPage(page);
    await page.goto(`/referrals/${id}/contact`);
    await referral.notes.fill('Likes the greenhouse');
    await page.reload();
    await referral.saveContact.waitFor();
    expect(await referral.notes.inputValue()).toBe('Likes the greenhouse');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('greenhouse');
    await close();
  });

  it('fills in the next step by what happened', async () => {
    const id = await anActiveReferral();
    const { page, close } = await site.visitAs(cast.linkWorker);
    const referral = new ReferralPage(page);
    await page.goto(`/referrals/${id}/contact`);
    await referral.outcome('No answer').check();
    const nextStep = page.getByLabel('Next step');
    await nextStep.locator('option:checked', { hasText: 'Call again' }).waitFor({
      state: 'attached',
    });
    expect(await page.getByLabel('Year').inputValue()).toMatch(/^20\d\d$/);
    await close();
  });

  it('keeps filters in the address, and names out of it', async () => {
    await anActiveReferral();
    const { page, close } = await site.visitAs(cast.linkWorker);
    await page.getByLabel('Active', { exact: true }).check();
    await page.getByText('Your changes are not applied yet.').waitFor();
    await page.getByRole('button', { name: 'Apply filters' }).click();
    await page.waitForURL('**/caseload?status=active');
    await page.getByLabel('Name, NHS number or reference').fill('Margaret');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByRole('button', { name: /“Margaret”/ }).waitFor();
    expect(page.url()).not.toContain('Margaret');
    await page.getByRole('link', { name: 'Margaret Okafor', exact: true }).first().click();
    await page.getByRole('heading', { name: 'Why they were referred' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: /Active/ }).waitFor();
    expect(await page.getByLabel('Active', { exact: true }).isChecked()).toBe(true);
    await page.goto('/caseload?status=rubbish&page=-4&due=never');
    await page.getByRole('heading', { name: 'My caseload' }).waitFor();
    await close();
  });

  it('says that nothing is lost when a list cannot be loaded, and tries again', async () => {
    await anActiveReferral(await site.api.world.patient(cast.practice, { givenName: 'Wei' }));
    const { page, close } = await site.visitAs(cast.referrer);
    await page.route('**/referrals/sent*', (route) => route.abort());
    await page.getByRole('link', { name: 'My referrals' }).click();
    await page.getByText('We could not load your referrals. Nothing has been lost.').waitFor();
    await page.unroute('**/referrals/sent*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'Wei Okafor' }).waitFor();
    await close();
  });

  it('lets somebody whose session ended sign in again over an unfinished form', async () => {
    const id = await anActiveReferral();
    const { page, close } = await site.visitAs(cast.colleague);
    await close();
    const again = await site.visitAs(cast.linkWorker);
    const referral = new ReferralPage(again.page);
    await again.page.goto(`/referrals/${id}/contact`);
    await referral.outcome('Spoke to them').check();
    await referral.notes.fill('Will come on Thursday');
    await again.context.clearCookies();
    await referral.saveContact.click();
    const dialog = again.page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    await dialog.getByLabel('Password').fill('trellis in the garden 1');
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await referral.notes.inputValue()).toBe('Will come on Thursday');
    await referral.saveContact.click();
    await referral.success.waitFor();
    expect(page.isClosed()).toBe(true);
    await again.close();
  });

  it('leaves nothing on the screen when a session ended and nothing was unsaved', async () => {
    const id = await anActiveReferral();
    const { page, context, close } = await site.visitAs(cast.linkWorker);
    await page.goto(`/referrals/${id}`);
    await page.getByRole('heading', { name: 'Why they were referred' }).waitFor();
    await context.clearCookies();
    await page.getByRole('link', { name: 'My caseload' }).click();
    await page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
    expect(await page.textContent('body')).not.toContain('Okafor');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await signIn(page, cast.linkWorker.email);
    await close();
  });

  it('lets somebody with 2 roles work in either, and signs them out for good', async () => {
    const both = await site.api.world.person('team_lead', cast.provider);
    await rows(
      `INSERT INTO membership (id, user_id, organisation_id, role)
       VALUES (gen_random_uuid(), $1, $2, 'link_worker')`,
      [both.userId, cast.provider.id],
    );
    const { page, close } = await site.visitAs(both);
    const here = new URL(page.url()).pathname;
    const other = here === '/inbox' ? 'Link worker' : 'Team lead';
    await page.getByRole('link', { name: 'Change role' }).click();
    await page.getByLabel(new RegExp(`^${other}`)).check();
    await page.getByRole('button', { name: 'Change role' }).click();
    await page.waitForURL(here === '/inbox' ? '**/caseload' : '**/inbox');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in');
    await page.goto('/caseload');
    await page.waitForURL('**/sign-in?to=*');
    await close();
  });

  it('shows the same page for what is not there and for what is not theirs', async () => {
    const id = await anActiveReferral();
    const other = await site.api.world.cast();
    const { page, close } = await site.visitAs(other.linkWorker);
    await page.goto(`/referrals/${id}`);
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    const notTheirs = await page.textContent('main');
    await page.goto(`/referrals/${other.practice.id}`);
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    expect(await page.textContent('main')).toBe(notTheirs);
    await close();
  });
});
