import { describe, expect, it } from '@jest/globals';
import { sessionDates, type SessionRule } from './session-dates.js';

const aRule = (overrides: Partial<SessionRule> = {}): SessionRule => ({
  dtstart: null,
  freq: 'WEEKLY',
  interval: null,
  byday: 'TH',
  bymonthday: null,
  validFrom: null,
  validTo: null,
  opensAt: '14:00',
  closesAt: '15:30',
  ...overrides,
});

const days = (rule: Partial<SessionRule>, from = '2026-11-01', to = '2026-11-30'): string[] =>
  sessionDates(aRule(rule), from, to).map(({ localDate }) => localDate);

describe('weekly sessions', () => {
  it('fall on the days named', () => {
    expect(days({ byday: 'TH' })).toEqual(['2026-11-05', '2026-11-12', '2026-11-19', '2026-11-26']);
    expect(days({ byday: 'MO,WE' }, '2026-11-02', '2026-11-11')).toEqual([
      '2026-11-02',
      '2026-11-04',
      '2026-11-09',
      '2026-11-11',
    ]);
  });

  it('repeat the day they begin on when no day is named', () => {
    expect(days({ byday: null, dtstart: '2026-11-06' }, '2026-11-01', '2026-11-20')).toEqual([
      '2026-11-06',
      '2026-11-13',
      '2026-11-20',
    ]);
  });

  it('never happen when neither a day nor a beginning is named', () => {
    expect(days({ byday: null })).toEqual([]);
  });

  it('skip weeks by their interval, counted from the week they begin in', () => {
    const rule = { byday: 'TH', interval: 2, dtstart: '2026-10-26' };

    expect(days(rule)).toEqual(['2026-11-12', '2026-11-26']);
  });

  it('stay within the days they are valid', () => {
    const rule = { validFrom: '2026-11-06', validTo: '2026-11-19' };

    expect(days(rule)).toEqual(['2026-11-12', '2026-11-19']);
    expect(days({ validTo: '2005-01-01' })).toEqual([]);
  });

  it('keep their time by the clock on the wall when the clocks change', () => {
    const sessions = sessionDates(
      aRule({ byday: 'SU', opensAt: '10:00', closesAt: '11:00' }),
      '2026-10-18',
      '2026-11-01',
    );

    expect(sessions.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2026-10-18T09:00:00.000Z',
      '2026-10-25T10:00:00.000Z',
      '2026-11-01T10:00:00.000Z',
    ]);
  });

  it('have no length in the hour the clocks skip, and so are left out on that day', () => {
    const rule = { byday: 'SU', opensAt: '01:30', closesAt: '02:00' };

    expect(days(rule, '2027-03-21', '2027-04-04')).toEqual(['2027-03-21', '2027-04-04']);
  });
});

describe('monthly sessions', () => {
  it('fall on days of the month, counted from either end', () => {
    expect(days({ freq: 'MONTHLY', byday: null, bymonthday: '2,-1' })).toEqual([
      '2026-11-02',
      '2026-11-30',
    ]);
  });

  it('leave out a month that has no such day', () => {
    const rule = { freq: 'MONTHLY', byday: null, bymonthday: '31' } as const;

    expect(days(rule, '2026-10-01', '2026-12-31')).toEqual(['2026-10-31', '2026-12-31']);
  });

  it('fall on the first or the last of a weekday', () => {
    expect(days({ freq: 'MONTHLY', byday: '1TU' })).toEqual(['2026-11-03']);
    expect(days({ freq: 'MONTHLY', byday: '-1FR' })).toEqual(['2026-11-27']);
    expect(days({ freq: 'MONTHLY', byday: '+2SA' })).toEqual(['2026-11-14']);
  });

  it('fall on every such weekday when none is counted', () => {
    expect(days({ freq: 'MONTHLY', byday: 'SA' })).toHaveLength(4);
  });

  it('need both to hold where a weekday and a day of the month are named', () => {
    const rule = { freq: 'MONTHLY', byday: 'FR', bymonthday: '13' } as const;

    expect(days(rule, '2026-01-01', '2026-12-31')).toEqual([
      '2026-02-13',
      '2026-03-13',
      '2026-11-13',
    ]);
  });

  it('repeat the day of the month they begin on when nothing else is named', () => {
    const rule = { freq: 'MONTHLY', byday: null, dtstart: '2026-10-09', interval: 2 } as const;

    expect(days(rule, '2026-10-01', '2027-01-31')).toEqual(['2026-10-09', '2026-12-09']);
  });
});

describe('sessions', () => {
  it('happen once without a frequency', () => {
    expect(days({ freq: null, byday: null, dtstart: '2026-11-07' })).toEqual(['2026-11-07']);
    expect(days({ freq: null, byday: null })).toEqual([]);
  });

  it.each([
    { opensAt: null, closesAt: '15:00' },
    { opensAt: '14:00', closesAt: null },
    { opensAt: '14:00', closesAt: '14:00' },
    { opensAt: '20:00', closesAt: '02:00' },
  ])('are not made from times that make no session: %o', (times) => {
    expect(days(times)).toEqual([]);
  });

  it('are on the last day asked for too', () => {
    expect(days({ byday: 'TH' }, '2026-11-05', '2026-11-05')).toEqual(['2026-11-05']);
  });
});
