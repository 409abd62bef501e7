import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { aRemindedBooking } from '../support/reminders.js';
import type { Cast } from '../support/world.js';
import type { Person } from '../support/world-people.js';
import { axeViolations, GOOD_LOOKS, looksOf, photograph } from './support/checks.js';
import { type Site, startSite } from './support/site.js';

const WIDTHS = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
  { width: 320, height: 640 },
];

interface Screen {
  readonly name: string;
  readonly path: string;
  /** What is there once the screen has all its data. */
  readonly ready: string;
  /** Brings the screen into the state to look at. */
  readonly act?: (page: Page) => Promise<void>;
}

interface Scene {
  readonly cast: Cast;
  readonly referralId: string;
  readonly bookingId: string;
  readonly startingSessionId: string;
}

async function setTheScene(site: Site): Promise<Scene> {
  const { world, database } = site.api;
  const cast = await world.cast();
  const names = ['Siobhán O’Neill-Fitzgerald', 'Li Wei', 'Gwenllian Llywelyn-Rhys', 'Peter Null'];
  for (const [index, name] of names.entries()) {
    const [givenName = '', familyName = ''] = name.split(' ');
    const patient = await world.patient(cast.practice, { givenName, familyName });
    await world.referral(cast, patient, index % 2 ? { status: 'submitted' } : { status: 'active' });
  }
  const patient = { codeWord: 'Marigold', email: null };
  const booked = await aRemindedBooking(database.db, world, cast, { patient });
  const starting = await aRemindedBooking(database.db, world, cast, {
    session: { startsInHours: 0.2, activityName: 'Seed swap' },
  });
  await world.session(cast.venue, { activityName: 'Walk and talk', needCodes: ['loneliness'] });
  const { referralId, bookingId } = booked;
  return { cast, referralId, bookingId, startingSessionId: starting.sessionId };
}

const HEADING = 'h1';

const openScreens: Screen[] = [
  { name: 'sign-in', path: '/sign-in', ready: '#password' },
  {
    name: 'sign-in-errors',
    path: '/sign-in',
    ready: '#password',
    act: async (page) => {
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForSelector('.nhsuk-error-summary');
    },
  },
  { name: 'session-ended', path: '/session-ended', ready: HEADING },
  { name: 'accessibility', path: '/accessibility', ready: HEADING },
];

const screensOf = (scene: Scene): [keyof Cast, Screen[]][] => {
  const referral = `/referrals/${scene.referralId}`;
  return [
    [
      'referrer',
      [
        { name: 'refer', path: '/refer', ready: '#needCodes' },
        {
          name: 'refer-errors',
          path: '/refer',
          ready: '#needCodes',
          act: async (page) => {
            await page.getByRole('button', { name: 'Enter the patient’s details' }).click();
            await page.getByText('Address, language and access needs').click();
            await page.getByText('Safe times and code word').click();
            await page.getByRole('button', { name: 'Send referral' }).click();
            await page.waitForSelector('.nhsuk-error-summary');
          },
        },
        { name: 'my-referrals', path: '/my-referrals', ready: 'tbody tr' },
        { name: 'my-referral', path: `/my-referrals/${scene.referralId}`, ready: '#history' },
        { name: 'not-theirs', path: referral.replace(/.$/, '0'), ready: 'text=Page not found' },
      ],
    ],
    [
      'linkWorker',
      [
        { name: 'caseload', path: '/caseload', ready: 'tbody tr' },
        {
          name: 'caseload-filtered',
          path: '/caseload?status=active&need=loneliness',
          ready: '.tr-chip >> nth=1',
        },
        {
          name: 'caseload-empty',
          path: '/caseload?status=on_hold',
          ready: 'text=No one matches these filters',
        },
        { name: 'referral', path: referral, ready: '.tr-fit .tr-card' },
        { name: 'contact', path: `${referral}/contact`, ready: '#outcome' },
        {
          name: 'contact-errors',
          path: `${referral}/contact`,
          ready: '#outcome',
          act: async (page) => {
            await page.getByRole('button', { name: 'Save contact' }).click();
            await page.waitForSelector('.nhsuk-error-summary');
          },
        },
        { name: 'details', path: `${referral}/details`, ready: '#reason' },
        {
          name: 'match',
          path: `${referral}/match`,
          ready: '.tr-card',
          act: async (page) => {
            await page.getByText('Change what they need').click();
            await page.getByRole('button', { name: /^Book/ }).first().click();
            await page.getByRole('button', { name: /^Confirm booking/ }).waitFor();
          },
        },
        {
          name: 'cancel',
          path: `${referral}/bookings/${scene.bookingId}/cancel`,
          ready: '#reasonCode',
        },
        { name: 'messages', path: '/messages', ready: '.tr-card' },
      ],
    ],
    [
      'teamLead',
      [
        { name: 'inbox', path: '/inbox', ready: 'tbody tr' },
        {
          name: 'inbox-confirm',
          path: '/inbox',
          ready: 'tbody tr',
          act: async (page) => {
            await page.getByRole('button', { name: 'Use suggestions' }).click();
            await page.getByRole('button', { name: 'Confirm' }).waitFor();
          },
        },
        { name: 'team', path: '/team', ready: 'tbody tr' },
      ],
    ],
    [
      'venueStaff',
      [
        { name: 'venue', path: '/venue', ready: '.tr-card' },
        {
          name: 'register',
          path: `/register/${scene.startingSessionId}`,
          ready: '.tr-person',
          act: async (page) => {
            const notHere = page.getByRole('button', { name: /^Not here/, pressed: false });
            if ((await notHere.count()) > 0) await notHere.click();
            await page.getByLabel(/^Told us/).waitFor();
            await page.getByText('All sent').waitFor();
          },
        },
      ],
    ],
    [
      'auditor',
      [
        { name: 'audit', path: '/audit', ready: '#who' },
        {
          name: 'audit-result',
          path: '/audit',
          ready: '#who',
          act: async (page) => {
            await page.getByRole('button', { name: 'Search' }).click();
            await page.waitForSelector('.tr-audit-lines li');
          },
        },
      ],
    ],
  ];
};

/** Every screen at three widths; 320 pixels is 1280 at 400%. */
describe('every screen', () => {
  let site: Site;
  let scene: Scene;

  beforeAll(async () => {
    site = await startSite();
    scene = await setTheScene(site);
  });
  afterAll(() => site.close());

  const problemsOf = async (page: Page, screen: Screen, width: number): Promise<unknown[]> => {
    await page.goto(screen.path);
    await page.waitForSelector(screen.ready);
    await screen.act?.(page);
    await photograph(page, `${width}-${screen.name}`);
    const found: unknown[] = [...(await axeViolations(page))];
    const looks = await looksOf(page);
    if (JSON.stringify(looks) !== JSON.stringify({ ...looks, ...GOOD_LOOKS })) found.push(looks);
    return found.map((problem) => ({ screen: screen.name, problem }));
  };

  const problemsFor = async (
    screens: readonly Screen[],
    size: (typeof WIDTHS)[number],
    person?: Person,
  ): Promise<unknown[]> => {
    const { page, faults, close } = await (person ? site.visitAs(person, size) : site.visit(size));
    const problems: unknown[] = [];
    for (const screen of screens) problems.push(...(await problemsOf(page, screen, size.width)));
    await close();
    return [...problems, ...faults];
  };

  it.each(WIDTHS)('is clean before signing in at $width pixels', async (size) => {
    expect(await problemsFor(openScreens, size)).toEqual([]);
  });

  it.each(WIDTHS)(
    'is clean for every role at $width pixels',
    async (size) => {
      const problems: unknown[] = [];
      for (const [who, screens] of screensOf(scene)) {
        problems.push(...(await problemsFor(screens, size, scene.cast[who] as Person)));
      }
      expect(problems).toEqual([]);
    },
    240_000,
  );
});
