import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusalsOf } from '#test/support/bookings.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { minutesAgo, Registers, tap } from '#test/support/registers.js';
import { type Cast, World } from '#test/support/world.js';

describe('marks on a register', () => {
  let database: TestDatabase;
  let world: World;
  let cast: Cast;
  let registers: Registers;

  beforeAll(async () => {
    database = await createTestDatabase();
    world = new World(database.db);
    cast = await world.cast();
    registers = new Registers(database.db, world, cast);
  });
  afterAll(() => database.drop());

  const rows = <T extends object>(sql: string, ...values: unknown[]) =>
    database.db.query<T[]>(sql, values);

  it('stores a mark, shows it, and tells the history of the person', async () => {
    const { session, booking } = await registers.runningForOne();
    const change = tap(booking, 'late', { minutesLate: 12 });

    const { applied, register } = await registers.mark(session.id, [change]);

    expect(applied).toEqual([change.changeId]);
    expect(register.session).toMatchObject({ booked: 1, marked: 1, registerOpen: true });
    expect(register.people).toEqual([
      {
        bookingId: booking.id,
        displayName: 'Margaret O',
        needToKnow: [],
        mark: 'late',
        minutesLate: 12,
      },
    ]);
    expect(await registers.linesOf(booking)).toEqual(['late']);
  });

  it('stores a batch that is sent again once, whatever came in between', async () => {
    const { session, bookings } = await registers.running(3);
    const batch = bookings.map((booking) => tap(booking, 'on_time'));

    const first = await registers.mark(session.id, batch);
    const again = await registers.mark(session.id, batch);

    expect(again.applied).toEqual(first.applied);
    for (const booking of bookings) {
      expect(await registers.historyOf(booking)).toHaveLength(1);
      expect(await registers.linesOf(booking)).toEqual(['on_time']);
    }
    const [audited] = await rows<{ times: number }>(
      `SELECT count(*)::int AS times FROM audit_event
       WHERE action = 'register.marked' AND detail ->> 'sessionId' = $1 AND provider_id IS NOT NULL`,
      session.id,
    );
    expect(audited).toEqual({ times: bookings.length });
  });

  it('keeps the first entry when it is corrected, and when the mark is taken back', async () => {
    const { session, booking } = await registers.runningForOne();

    await registers.mark(session.id, [tap(booking, 'did_not_come', { markedAt: minutesAgo(3) })]);
    await registers.mark(session.id, [tap(booking, 'on_time', { markedAt: minutesAgo(2) })]);
    const { register } = await registers.mark(session.id, [tap(booking, 'not_marked')]);

    expect(register.people[0]).toMatchObject({ mark: null });
    expect(register.session.marked).toBe(0);
    expect((await registers.historyOf(booking)).map((entry) => [entry.code, entry.counts])).toEqual(
      [
        ['did_not_come', false],
        ['on_time', false],
        ['not_marked', true],
      ],
    );
    expect(await registers.linesOf(booking)).toEqual(['did_not_come', 'on_time', 'not_marked']);
  });

  it('lets the last tap of one batch count, and keeps the others', async () => {
    const { session, booking } = await registers.runningForOne();
    const batch = (['on_time', 'not_marked', 'told_us'] as const).map((name, index) =>
      tap(booking, name, { markedAt: minutesAgo(5 - index) }),
    );

    const { register } = await registers.mark(session.id, batch);

    expect(register.people[0]).toMatchObject({ mark: 'told_us' });
    expect((await registers.historyOf(booking)).map(({ counts }) => counts)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('lets the later tap of two people win, whichever arrives first, and keeps both', async () => {
    const { session, booking } = await registers.runningForOne();
    const colleague = await world.person('venue_staff', cast.venue);

    await registers.mark(session.id, [tap(booking, 'on_time', { markedAt: minutesAgo(1) })]);
    const { register } = await registers.mark(
      session.id,
      [tap(booking, 'did_not_come', { markedAt: minutesAgo(4) })],
      { actor: colleague },
    );

    expect(register.people[0]).toMatchObject({ mark: 'on_time' });
    expect(await registers.historyOf(booking)).toEqual([
      { code: 'on_time', counts: true, by: cast.venueStaff.membershipId },
      { code: 'did_not_come', counts: false, by: colleague.membershipId },
    ]);
    expect(await registers.linesOf(booking)).toEqual(['on_time']);
  });

  it('takes marks of two people at once, in whatever order they list the names', async () => {
    const { session, bookings } = await registers.running(10);
    const colleague = await world.person('venue_staff', cast.venue);
    const backwards = [...bookings].reverse();

    const settled = await Promise.allSettled([
      registers.mark(
        session.id,
        bookings.map((booking) => tap(booking, 'on_time')),
      ),
      registers.mark(
        session.id,
        backwards.map((booking) => tap(booking, 'late')),
        { actor: colleague },
      ),
    ]);

    expect(refusalsOf(settled)).toEqual([]);
    for (const booking of bookings) {
      const history = await registers.historyOf(booking);
      expect(history).toHaveLength(2);
      expect(history.filter(({ counts }) => counts)).toHaveLength(1);
    }
  });
});
