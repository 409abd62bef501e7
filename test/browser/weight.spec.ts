import { readFileSync } from 'node:fs';
import nodePath from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cast } from '../support/world.js';
import { type Site, startSite } from './support/site.js';

const CLIENT_FOLDER = nodePath.resolve('dist/admin');
/** The files that the page asked for, cached or not. */
const LOADED = `performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)`;

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
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    const files = await page.evaluate<string[]>(LOADED);
    const sum = (ending: string) =>
      files
        .filter((file) => file.endsWith(ending))
        .map((file) => gzipSync(readFileSync(nodePath.join(CLIENT_FOLDER, file))).length)
        .reduce((all, bytes) => all + bytes, 0);
    expect(sum('.js')).toBeGreaterThan(0);
    expect(sum('.js')).toBeLessThanOrEqual(JS_BUDGET);
    expect(sum('.css')).toBeGreaterThan(0);
    expect(sum('.css')).toBeLessThanOrEqual(CSS_BUDGET);
    await close();
  });
});
