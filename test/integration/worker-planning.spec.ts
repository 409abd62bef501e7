import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/ids/uuid.js';
import { waitFor } from '#test/support/wait-for.js';
import { WorkerStage } from '#test/support/worker-stage.js';

describe('the worker and the calendar', () => {
  let stage: WorkerStage;

  beforeAll(async () => {
    stage = await WorkerStage.open();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  it('keeps the coming eight weeks of a weekly schedule bookable', async () => {
    const { activityId, venueId } = await stage.world.session(stage.cast.venue);
    const scheduleId = newId();
    await stage.db.query(
      `INSERT INTO schedule (id, activity_id, venue_id, dtstart, freq, interval, byday, opens_at, closes_at, places)
       VALUES ($1, $2, $3, '2026-01-05', 'WEEKLY', 1, 'MO', '10:30', '12:00', 9)`,
      [scheduleId, activityId, venueId],
    );

    await stage.startWorker();

    const sessions = await waitFor('planned sessions', async () => {
      const rows = await stage.db.query<{ places: number; weekday: number }[]>(
        `SELECT places, extract(isodow FROM local_date)::int AS weekday FROM session WHERE schedule_id = $1`,
        [scheduleId],
      );
      return rows.length > 0 && rows;
    });
    expect(sessions.length).toBeGreaterThanOrEqual(8);
    expect(new Set(sessions.map(({ places, weekday }) => `${places} ${weekday}`))).toEqual(
      new Set(['9 1']),
    );
  });
});
