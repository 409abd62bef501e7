import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cast } from '../support/world.js';
import { type Site, startSite } from './support/site.js';

const KB = 1_000;
const JS_BUDGET = 170 * KB;
const CSS_BUDGET = 35 * KB;

describe('the weight of a first visit, as it travels', () => {
  let site: Site;
  let cast: Cast;

  beforeAll(async () => {
    site = await startSite();
    cast = await site.api.world.cast();
  });
  afterAll(() => site.close());

  it.each([
    ['referrer', '/refer'],
    ['linkWorker', '/caseload'],
    ['teamLead', '/inbox'],
    ['venueStaff', '/venue'],
    ['auditor', '/audit'],
  ] as const)('of a %s keeps to its budget', async (who, path) => {
    const { page, close } = await site.visitAs(cast[who]);
    const weights: Promise<{ url: string; bytes: number }>[] = [];
    page.on('response', (response) => {
      if (!/\.(js|css)$/.test(new URL(response.url()).pathname)) return;
      const weigh = async () => ({
        url: response.url(),
        bytes: gzipSync(await response.body()).length,
      });
      weights.push(weigh());
    });
    // What is cached has no body to weigh, so the visit is made anew.
    await page.goto('about:blank');
    await page
      .context()
      .newCDPSession(page)
      .then((session) => session.send('Network.clearBrowserCache'));
    await page.goto(path);
    await page.getByRole('navigation', { name: 'Menu' }).waitFor();
    await page.waitForLoadState('networkidle');
    const weighed = await Promise.all(weights);
    const sum = (ending: string) =>
      weighed.filter(({ url }) => url.endsWith(ending)).reduce((all, { bytes }) => all + bytes, 0);
    expect(sum('.js')).toBeGreaterThan(0);
    expect(sum('.js')).toBeLessThanOrEqual(JS_BUDGET);
    expect(sum('.css')).toBeGreaterThan(0);
    expect(sum('.css')).toBeLessThanOrEqual(CSS_BUDGET);
    await close();
  });
});
