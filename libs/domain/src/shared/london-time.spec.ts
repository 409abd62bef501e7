import { describe, expect, it } from '@jest/globals';
import {
  addHours,
  addLocalDays,
  addWorkingDays,
  ageOn,
  daysBetween,
  formatDate,
  formatLocalDate,
  formatTime,
  instantOf,
  isRealDate,
  isTimeOfDay,
  isWithinDailyWindow,
  isWorkingDay,
  localDate,
  localTime,
  nextTimeOfDay,
  nextWindowEnd,
  weekday,
} from './london-time.js';

const at = (iso: string) => new Date(iso);

describe('local date and time', () => {
  it.each([
    ['2026-11-05T14:30:00Z', '2026-11-05', '14:30'],
    ['2026-06-30T23:30:00Z', '2026-07-01', '00:30'],
    ['2026-12-31T23:59:59Z', '2026-12-31', '23:59'],
    ['2026-03-29T00:59:59Z', '2026-03-29', '00:59'],
    ['2026-03-29T01:00:00Z', '2026-03-29', '02:00'],
    ['2026-10-25T00:30:00Z', '2026-10-25', '01:30'],
    ['2026-10-25T01:30:00Z', '2026-10-25', '01:30'],
    // London kept summer time the whole winter from 1968 to 1971.
    ['1970-01-01T23:30:00Z', '1970-01-02', '00:30'],
  ])('%s is %s %s in London', (instant, date, time) => {
    expect(localDate(at(instant))).toBe(date);
    expect(localTime(at(instant))).toBe(time);
  });

  it('keeps to another zone when one is given', () => {
    expect(localDate(at('2026-11-05T14:30:00Z'), 'Pacific/Auckland')).toBe('2026-11-06');
  });

  it.each([
    ['2026-11-05', '14:30', '2026-11-05T14:30:00.000Z'],
    ['2026-07-01', '09:00', '2026-07-01T08:00:00.000Z'],
    ['2026-07-01', '09:00:00', '2026-07-01T08:00:00.000Z'],
    // The gap: 1:30am does not exist and becomes 2:30am.
    ['2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'],
    // The fold: the first of the two.
    ['2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
  ])('%s %s is the instant %s', (date, time, instant) => {
    expect(instantOf(date, time).toISOString()).toBe(instant);
  });

  it.each(['2026-02-28', '2028-02-29', '1900-01-01'])('%s is a date', (date) => {
    expect(isRealDate(date)).toBe(true);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '26-1-1', '2026-1-1', ''])(
    '%s is no date',
    (date) => {
      expect(isRealDate(date)).toBe(false);
    },
  );

  it('knows a time of day when it sees one', () => {
    expect(['00:00', '23:59', '09:30'].every(isTimeOfDay)).toBe(true);
    expect(['24:00', '9:30', '09:60', '09:30:00', ''].some(isTimeOfDay)).toBe(false);
  });
});

describe('counting days', () => {
  it('adds calendar days, whatever the clocks do', () => {
    expect(addLocalDays('2026-03-28', 7)).toBe('2026-04-04');
    expect(addLocalDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
    expect(daysBetween('2026-11-05', '2026-11-01')).toBe(-4);
  });

  it('keeps the wall time of a weekly session across a clock change', () => {
    const weekly = ['2026-10-22', '2026-10-29'].map((date) => instantOf(date, '10:00'));

    expect(weekly.map((instant) => localTime(instant))).toEqual(['10:00', '10:00']);
    expect((Number(weekly[1]) - Number(weekly[0])) / 3_600_000).toBe(7 * 24 + 1);
  });

  it('skips weekends and bank holidays', () => {
    const christmas = new Set(['2026-12-25', '2026-12-28']);

    expect(addWorkingDays('2026-11-05', 1, new Set())).toBe('2026-11-06');
    expect(addWorkingDays('2026-11-06', 1, new Set())).toBe('2026-11-09');
    expect(addWorkingDays('2026-12-24', 2, christmas)).toBe('2026-12-30');
    expect(addWorkingDays('2026-12-24', 0, christmas)).toBe('2026-12-24');
    expect(addWorkingDays('2026-12-25', 0, christmas)).toBe('2026-12-29');
    expect(isWorkingDay('2026-12-28', christmas)).toBe(false);
  });

  it('gives an age that changes on the birthday, and on 1 March for 29 February', () => {
    expect(ageOn('1950-11-06', '2026-11-05')).toBe(75);
    expect(ageOn('1950-11-06', '2026-11-06')).toBe(76);
    expect(ageOn('1952-02-29', '2026-02-28')).toBe(73);
    expect(ageOn('1952-02-29', '2026-03-01')).toBe(74);
  });

  it('adds hours of real time', () => {
    expect(addHours(at('2026-10-25T00:30:00Z'), -2).toISOString()).toBe('2026-10-24T22:30:00.000Z');
  });
});

describe('daily windows', () => {
  it.each([
    ['2026-11-05T19:59:59Z', false],
    ['2026-11-05T20:00:00Z', true],
    ['2026-11-05T23:59:59Z', true],
    ['2026-11-06T00:00:00Z', true],
    ['2026-11-06T07:59:59Z', true],
    ['2026-11-06T08:00:00Z', false],
    // In summer the wall clock is an hour ahead.
    ['2026-07-01T19:00:00Z', true],
    ['2026-07-02T07:00:00Z', false],
  ])('from 8pm to 8am holds %s: %s', (instant, within) => {
    expect(isWithinDailyWindow(at(instant), '20:00', '08:00')).toBe(within);
    expect(isWithinDailyWindow(at(instant), '20:00:00', '08:00:00')).toBe(within);
  });

  it('may lie within one day', () => {
    expect(isWithinDailyWindow(at('2026-11-05T10:00:00Z'), '10:00', '12:00')).toBe(true);
    expect(isWithinDailyWindow(at('2026-11-05T12:00:00Z'), '10:00', '12:00')).toBe(false);
  });

  it('is empty when both ends are equal', () => {
    expect(isWithinDailyWindow(at('2026-11-05T10:00:00Z'), '10:00', '10:00')).toBe(false);
  });

  it.each([
    ['2026-11-05T21:00:00Z', '2026-11-06T08:00:00.000Z'],
    ['2026-11-06T03:00:00Z', '2026-11-06T08:00:00.000Z'],
    ['2026-11-05T12:00:00Z', '2026-11-05T12:00:00.000Z'],
    // The nights on which the clocks change.
    ['2026-10-24T21:00:00Z', '2026-10-25T08:00:00.000Z'],
    ['2026-03-28T21:00:00Z', '2026-03-29T07:00:00.000Z'],
  ])('from 8pm to 8am ends, seen from %s, at %s', (instant, end) => {
    expect(nextWindowEnd(at(instant), '20:00', '08:00').toISOString()).toBe(end);
  });

  it('ends in the second of two equal hours when the first has gone by', () => {
    expect(nextWindowEnd(at('2026-10-25T01:15:00Z'), '22:00', '01:30').toISOString()).toBe(
      '2026-10-25T01:30:00.000Z',
    );
  });

  it('finds the next time of day, tomorrow when it has gone by', () => {
    expect(nextTimeOfDay(at('2026-11-05T09:00:00Z'), '09:00').toISOString()).toBe(
      '2026-11-06T09:00:00.000Z',
    );
  });
});

describe('writing dates and times', () => {
  it('writes the weekday and the month in full', () => {
    expect(formatDate(at('2026-11-05T14:30:00Z'))).toBe('Thursday 5 November 2026');
    expect(formatLocalDate('2028-02-29')).toBe('Tuesday 29 February 2028');
    expect(weekday('2026-11-05')).toBe('thursday');
    expect(weekday('2026-11-08')).toBe('sunday');
  });

  it.each([
    ['2026-11-05T14:30:00Z', '2:30pm'],
    ['2026-11-05T09:00:00Z', '9am'],
    ['2026-11-05T09:05:00Z', '9:05am'],
    ['2026-11-05T12:00:00Z', 'midday'],
    ['2026-11-05T12:30:00Z', '12:30pm'],
    ['2026-11-05T00:00:00Z', 'midnight'],
    ['2026-11-05T00:15:00Z', '12:15am'],
    ['2026-07-01T13:00:00Z', '2pm'],
  ])('writes %s as %s', (instant, text) => {
    expect(formatTime(at(instant))).toBe(text);
  });

  it('names the clock in the hour that happens twice, and only then', () => {
    expect(formatTime(at('2026-10-25T00:30:00Z'))).toBe('1:30am BST');
    expect(formatTime(at('2026-10-25T01:30:00Z'))).toBe('1:30am GMT');
    expect(formatTime(at('2026-10-25T02:30:00Z'))).toBe('2:30am');
    expect(formatTime(at('2026-03-29T01:30:00Z'))).toBe('2:30am');
    expect(formatTime(at('2026-11-01T05:30:00Z'), 'America/New_York')).toBe('1:30am UTC-04:00');
  });
});
