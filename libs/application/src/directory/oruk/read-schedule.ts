import type { ScheduleRecord } from './directory-record.js';
import type { FieldReader } from './field-reader.js';

const FREQUENCIES = ['WEEKLY', 'MONTHLY'] as const;
const BYDAY = /^(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)$/;
const WEEKLY_DAY = /^(?:MO|TU|WE|TH|FR|SA|SU)$/;
const MONTH_DAY = /^-?(?:[1-9]|[12]\d|3[01])$/;
const MAX_INTERVAL = 52;
const MAX_PLACES = 1000;

/**
 * Reads one schedule. Its parts are those of RFC 5545; a part we cannot follow is left out with a
 * warning, and a schedule without times makes no sessions.
 *
 * @param venueId external id of the venue it hangs on, where it hangs on one
 */
export function readSchedule(schedule: FieldReader, venueId: string | null): ScheduleRecord {
  const freq = schedule.choice('freq', FREQUENCIES);
  return {
    externalId: schedule.uuid('id'),
    venueId,
    dtstart: schedule.date('dtstart'),
    freq,
    interval: readInterval(schedule),
    byday: readParts(schedule, 'byday', freq === 'WEEKLY' ? WEEKLY_DAY : BYDAY),
    bymonthday: readMonthDays(schedule, freq),
    ...readValidity(schedule),
    ...readTimes(schedule),
    places: readPlaces(schedule),
    description: schedule.text('description', { max: 10_000, multiline: true }),
  };
}

function readInterval(schedule: FieldReader): number | null {
  const interval = schedule.number('interval');
  if (interval === null) return null;
  if (Number.isInteger(interval) && interval >= 1 && interval <= MAX_INTERVAL) return interval;
  schedule.warn('interval', 'interval_range', 'Left out: give a whole number from 1 to 52');
  return null;
}

function readParts(schedule: FieldReader, name: string, form: RegExp): string | null {
  const given = schedule.text(name);
  if (given === null) return null;
  const parts = given
    .toUpperCase()
    .split(',')
    .map((part) => part.trim());
  if (parts.every((part) => form.test(part))) return parts.join(',');
  schedule.warn(name, `${name}_form`, 'Left out: this is not a list of days by RFC 5545');
  return null;
}

function readMonthDays(schedule: FieldReader, freq: ScheduleRecord['freq']): string | null {
  if (freq !== 'WEEKLY') return readParts(schedule, 'bymonthday', MONTH_DAY);
  if (schedule.text('bymonthday') !== null) {
    const detail = 'Left out: days of the month do not go with WEEKLY (RFC 5545)';
    schedule.warn('bymonthday', 'bymonthday_not_weekly', detail);
  }
  return null;
}

function readValidity(schedule: FieldReader): Pick<ScheduleRecord, 'validFrom' | 'validTo'> {
  const validFrom = schedule.date('valid_from');
  const validTo = schedule.date('valid_to');
  if (validFrom !== null && validTo !== null && validTo < validFrom) {
    schedule.warn('valid_to', 'ends_before_start', 'Check the dates: it ends before it begins');
  }
  return { validFrom, validTo };
}

function readTimes(schedule: FieldReader): Pick<ScheduleRecord, 'opensAt' | 'closesAt'> {
  const opensAt = schedule.time('opens_at');
  const closesAt = schedule.time('closes_at');
  if (opensAt === null || closesAt === null) {
    schedule.warn('opens_at', 'no_times', 'No sessions made: give opens_at and closes_at');
  } else if (closesAt <= opensAt) {
    schedule.warn('closes_at', 'ends_before_start', 'No sessions made: it ends before it begins');
  }
  return { opensAt, closesAt };
}

/** ORUK knows no capacity, so OpenActive's name is used for it. */
function readPlaces(schedule: FieldReader): number | null {
  const places = schedule.number('maximumAttendeeCapacity');
  if (places === null) return null;
  if (Number.isInteger(places) && places >= 0 && places <= MAX_PLACES) return places;
  const detail = 'Left out: give a whole number from 0 to 1000';
  schedule.warn('maximumAttendeeCapacity', 'places_range', detail);
  return null;
}
