import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  dateOfParts,
  daysBetween,
  describeDue,
  formatDate,
  formatDay,
  formatFullDay,
  formatInstant,
  formatSlot,
  formatTime,
  formatWallTime,
  partsOf,
  ukDateOf,
} from './dates.js';

describe('dates on the screen', () => {
  it('writes months in full and no ordinals', () => {
    expect(formatDate('2026-11-05')).toBe('5 November 2026');
    expect(formatDay('2026-11-05')).toBe('Thursday 5 November');
    expect(formatFullDay('2026-11-05')).toBe('Thursday 5 November 2026');
  });

  it('writes times with a colon, midday in words and no empty minutes', () => {
    expect(formatTime('2026-11-05T14:30:00Z')).toBe('2:30pm');
    expect(formatTime('2026-11-05T09:00:00Z')).toBe('9am');
    expect(formatTime('2026-11-05T12:00:00Z')).toBe('midday');
    expect(formatTime('2026-11-05T00:05:00Z')).toBe('12:05am');
    expect(formatWallTime('17:30')).toBe('5:30pm');
  });

  it('shows an instant in UK time, in summer too', () => {
    expect(formatTime('2026-07-01T14:30:00Z')).toBe('3:30pm');
    expect(ukDateOf('2026-06-30T23:30:00Z')).toBe('2026-07-01');
    expect(formatInstant('2026-06-30T23:30:00Z')).toBe('1 July 2026 at 12:30am');
  });

  it('is right on both sides of the hour that comes twice', () => {
    expect(formatTime('2026-10-25T00:30:00Z')).toBe('1:30am');
    expect(formatTime('2026-10-25T01:30:00Z')).toBe('1:30am');
    expect(ukDateOf('2026-10-24T23:30:00Z')).toBe('2026-10-25');
  });

  it('joins a slot with "to"', () => {
    expect(formatSlot('2026-11-05T10:30:00Z', '2026-11-05T12:00:00Z')).toBe(
      'Thursday 5 November, 10:30am to midday',
    );
  });

  it('counts calendar days across a clock change', () => {
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('says late, today and tomorrow in words', () => {
    const on = '2026-11-22';
    expect(describeDue('2026-11-19', on)).toEqual({ tone: 'late', text: '3 days late' });
    expect(describeDue('2026-11-21', on)).toEqual({ tone: 'late', text: '1 day late' });
    expect(describeDue('2026-11-22', on)).toEqual({ tone: 'today', text: 'Today' });
    expect(describeDue('2026-11-23', on)).toEqual({ tone: 'soon', text: 'Tomorrow' });
    expect(describeDue('2026-12-30', on)).toEqual({ tone: 'later', text: '30 December 2026' });
  });

  it('takes a typed date only when there is such a day', () => {
    expect(dateOfParts({ day: '5', month: '11', year: '2026' })).toBe('2026-11-05');
    expect(dateOfParts({ day: '31', month: '2', year: '2026' })).toBeNull();
    expect(dateOfParts({ day: '29', month: '2', year: '2028' })).toBe('2028-02-29');
    expect(dateOfParts({ day: '1', month: '1', year: '26' })).toBeNull();
    expect(dateOfParts({ day: '', month: '', year: '' })).toBeNull();
    expect(partsOf('2026-11-05')).toEqual({ day: '5', month: '11', year: '2026' });
  });
});
