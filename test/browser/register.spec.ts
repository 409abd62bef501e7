import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aRemindedBooking } from '../support/reminders.js';
import type { Cast } from '../support/world.js';
import { RegisterPage } from './pages/register-page.js';
import { Counted } from './support/counted.js';
import { type Site, startSite } from './support/site.js';

const PHONE = { width: 390, height: 844 };
const PEOPLE = ['Margaret', 'John', 'Aisha', 'Wei', 'Gwenllian'];

async function boxOf(target: Locator) {
  const box = await target.boundingBox();
  if (!box) throw new Error('It is not on the screen');
  return box;
}

describe('the register on a phone', () => {
  let site: Site;
  let cast: Cast;
  let sessionId: string;

  beforeAll(async () => {
    site = await startSite();
    const { world, database } = site.api;
    cast = await world.cast();
    const first = await aRemindedBooking(database.db, world, cast, {
      patient: { givenName: PEOPLE[0] ?? '', familyName: 'Okafor' },
      session: { startsInHours: 0.2 },
    });
    sessionId = first.sessionId;
    for (const givenName of PEOPLE.slice(1)) {
      const other = await aRemindedBooking(database.db, world, cast, {
        patient: { givenName, familyName: 'Okafor' },
      });
      await database.db.query('UPDATE booking SET session_id = $1 WHERE id = $2', [
        sessionId,
        other.bookingId,
      ]);
    }
  });
  afterAll(() => site.close());

  const marks = async (): Promise<string[]> => {
    const found: { code: string }[] = await site.api.database.db.query(
      `SELECT attendance.code FROM attendance JOIN booking ON booking.id = attendance.booking_id
       WHERE booking.session_id = $1 AND attendance.superseded_at IS NULL ORDER BY attendance.code`,
      [sessionId],
    );
    return found.map(({ code }) => code);
  };

  const openRegister = async () => {
    const visitor = await site.visitAs(cast.venueStaff, PHONE);
    const register = new RegisterPage(visitor.page);
    await visitor.page.goto(`/register/${sessionId}`);
    await register.rows.first().waitFor();
    return { ...visitor, register };
  };

  it('is marked with one tap a person, and no row moves under the thumb', async () => {
    const { register, faults, close } = await openRegister();
    const counted = new Counted();
    const tops = await register.tops();
    await counted.click(register.here('Margaret O'));
    await counted.click(register.here('John O'));
    await counted.click(register.notHere('Aisha O'));
    await counted.tick(register.toldUs('Aisha O'));
    expect(await register.tops()).toEqual(tops);
    await counted.click(register.markTheOthers);
    await register.allSent.waitFor();
    await register.count.filter({ hasText: '2 of 5 here' }).waitFor();
    expect(counted.inputs).toBe(5);
    expect(await marks()).toEqual([
      'did_not_come',
      'did_not_come',
      'on_time',
      'on_time',
      'told_us',
    ]);
    expect(faults).toEqual([]);
    await close();
  });

  it('takes a mark back when it is pressed again', async () => {
    const { register, close } = await openRegister();
    await register.here('John O').click();
    await register.count.filter({ hasText: '1 of 5 here' }).waitFor();
    await register.allSent.waitFor();
    expect(await marks()).toContain('not_marked');
    await register.here('John O').click();
    await register.count.filter({ hasText: '2 of 5 here' }).waitFor();
    await register.allSent.waitFor();
    await close();
  });

  it('keeps marks that could not be sent, says how many, and sends each once', async () => {
    const { page, register, close } = await openRegister();
    await page.route('**/attendance', (route) => route.abort());
    await register.here('Aisha O').click();
    await register.here('Wei O').click();
    await page.getByText('2 not sent yet').waitFor();
    await page.unroute('**/attendance');
    await page.getByRole('button', { name: 'Send now' }).click();
    await register.allSent.waitFor();
    await register.count.filter({ hasText: '4 of 5 here' }).waitFor();
    expect((await marks()).filter((code) => code === 'on_time')).toHaveLength(4);
    await close();
  });

  it('has targets of 48 pixels, 8 apart', async () => {
    const { page, register, close } = await openRegister();
    const notHere = await boxOf(register.notHere('Margaret O'));
    const here = await boxOf(register.here('Margaret O'));
    expect(Math.min(here.height, notHere.height)).toBeGreaterThanOrEqual(48);
    expect(here.x - notHere.x - notHere.width).toBeGreaterThanOrEqual(8);
    await page.setViewportSize({ width: 320, height: 640 });
    expect((await boxOf(register.here('Margaret O'))).width).toBeGreaterThanOrEqual(48);
    await close();
  });
});
