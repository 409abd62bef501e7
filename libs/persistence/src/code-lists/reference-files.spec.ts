import { describe, expect, it } from '@jest/globals';
import { CONSENT_KINDS } from '#domain/consent/consent.js';
import { ACCESS_FEATURES } from '#domain/directory/session-fit.js';
import { NHS_NUMBER_ABSENT_REASONS } from '#domain/patients/nhs-number.js';
import { PREFERRED_METHODS, ukCoreContactMethod } from '#domain/patients/safe-contact.js';
import { ATTENDANCE_CODES, nhsAttendanceCode } from '#domain/placements/attendance.js';
import { BOOKING_CANCEL_REASONS } from '#domain/placements/booking.js';
import {
  ACTIVITY_DECLINE_REASONS,
  barsDeclineCode,
  LEFT_EARLY_REASONS,
  NEVER_STARTED_REASONS,
  PLACEMENT_CANCEL_REASONS,
  PROVIDER_DECLINE_REASONS,
} from '#domain/placements/placement-reasons.js';
import {
  CLOSURE_REASONS,
  closureDetailsOf,
  closureOfCode,
  nhsClosureCode,
} from '#domain/referrals/closure.js';
import {
  AGREED_BY,
  GOAL_STATUSES,
  NO_SCORE_REASONS,
  NOT_AGREED_REASONS,
} from '#domain/referrals/referral-command.js';
import { PRIORITIES } from '#domain/referrals/referral.js';
import {
  DECLINE_REASONS,
  DECLINED_THINGS,
  HOLD_REASONS,
  nhsRejectionCode,
  REDIRECTION_REASONS,
  REJECTION_REASONS,
  REOPEN_REASONS,
  snomedOfDecline,
  WITHDRAWAL_REASONS,
} from '#domain/referrals/rejection.js';
import { RISK_ANSWERS, SHARE_CHOICES } from '#domain/referrals/submission.js';
import {
  CONTACT_MODES,
  CONTACT_OUTCOMES,
  consultationMedium,
  snomedOfContact,
} from '#domain/support/contact.js';
import { NEXT_STEPS } from '#domain/support/next-step.js';
import type { CodeList } from './code-list.js';
import { readBankHolidays, readCodeLists } from './reference-files.js';

const lists = new Map(readCodeLists().map((list) => [list.id, list]));

function listOf(id: string): CodeList {
  const list = lists.get(id);
  if (!list) throw new Error(`There is no list ${id}`);
  return list;
}

const codesOf = (id: string): string[] => listOf(id).values.map(({ code }) => code);

describe('code lists', () => {
  it.each<[string, readonly string[]]>([
    ['contact_modes', CONTACT_MODES],
    ['contact_outcomes', CONTACT_OUTCOMES],
    ['next_steps', NEXT_STEPS],
    ['closure_reasons', CLOSURE_REASONS.flatMap((r) => [r, ...closureDetailsOf(r)])],
    ['rejection_reasons', REJECTION_REASONS],
    ['redirection_reasons', REDIRECTION_REASONS],
    ['withdrawal_reasons', WITHDRAWAL_REASONS],
    ['declined_things', DECLINED_THINGS],
    ['decline_reasons', DECLINE_REASONS],
    ['hold_reasons', HOLD_REASONS],
    ['reopen_reasons', REOPEN_REASONS],
    ['preferred_contact_methods', PREFERRED_METHODS],
    ['nhs_number_absent_reasons', NHS_NUMBER_ABSENT_REASONS],
    ['priority', PRIORITIES],
    ['risk_answers', RISK_ANSWERS],
    ['share_choices', SHARE_CHOICES],
    ['consent_kinds', CONSENT_KINDS],
    ['no_score_reasons', NO_SCORE_REASONS],
    ['agreed_by', AGREED_BY],
    ['not_agreed_reasons', NOT_AGREED_REASONS],
    ['goal_statuses', GOAL_STATUSES],
    ['access_features', ACCESS_FEATURES],
    ['attendance', ATTENDANCE_CODES],
    ['cancellation_reasons', BOOKING_CANCEL_REASONS],
    ['activity_decline_reasons', ACTIVITY_DECLINE_REASONS],
    ['provider_decline_reasons', PROVIDER_DECLINE_REASONS],
    ['left_early_reasons', LEFT_EARLY_REASONS],
    ['never_started_reasons', NEVER_STARTED_REASONS],
    ['placement_cancel_reasons', PLACEMENT_CANCEL_REASONS],
  ])('%s has exactly the codes of the domain', (id, codes) => {
    expect([...codesOf(id)].sort()).toEqual([...codes].sort());
  });

  it('maps to the codes the domain reports', () => {
    const mapped = (id: string, system: string): Record<string, string | null> =>
      Object.fromEntries(
        listOf(id).values.map(({ code, mapsTo }) => [code, mapsTo[system] ?? null]),
      );
    const closures = Object.fromEntries(
      codesOf('closure_reasons').map((code) => {
        const closure = closureOfCode(code);
        return [code, closure && nhsClosureCode(closure)];
      }),
    );
    const by = <T extends string>(codes: readonly T[], of: (code: T) => string | null) =>
      Object.fromEntries(codes.map((code) => [code, of(code)]));

    expect(mapped('closure_reasons', 'nhsDataDictionary')).toEqual(closures);
    expect(mapped('contact_modes', 'nhsDataDictionary')).toEqual(
      by(CONTACT_MODES, consultationMedium),
    );
    expect(mapped('contact_outcomes', 'snomed')).toEqual(
      by(CONTACT_OUTCOMES, (outcome) => snomedOfContact('phone', outcome)),
    );
    expect(mapped('rejection_reasons', 'nhsDataDictionary')).toEqual(
      by(REJECTION_REASONS, nhsRejectionCode),
    );
    expect(mapped('declined_things', 'snomed')).toEqual(by(DECLINED_THINGS, snomedOfDecline));
    expect(mapped('attendance', 'nhsDataDictionary')).toEqual(
      by(ATTENDANCE_CODES, nhsAttendanceCode),
    );
    expect(mapped('provider_decline_reasons', 'bars')).toEqual(
      by(PROVIDER_DECLINE_REASONS, barsDeclineCode),
    );
    expect(mapped('preferred_contact_methods', 'ukCore')).toEqual(
      by(PREFERRED_METHODS, ukCoreContactMethod),
    );
  });

  it.each([...lists.keys()])('%s is well formed', (id) => {
    const { values, version, title, source } = listOf(id);
    const codes = values.map(({ code }) => code);
    const labels = values.map(({ label }) => label);

    expect(version).toBeGreaterThanOrEqual(1);
    expect(title && source).toBeTruthy();
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(labels).size).toBe(labels.length);
    expect(values.map(({ position }) => position)).toEqual(values.map((_, i) => i + 1));
    for (const { code, label } of values) {
      expect(code).toMatch(/^[a-z0-9_]{1,40}$/);
      expect(label).toMatch(/^[A-Z]/);
    }
  });

  it.each(['nhsDataDictionary', 'ukCore'])('names who is to be thanked for %s codes', (system) => {
    const without = [...lists.values()].filter(
      ({ values, attribution }) => !attribution && values.some(({ mapsTo }) => system in mapsTo),
    );

    expect(without).toEqual([]);
  });

  it('gives each access need an area that the record knows', () => {
    const areas = new Set<string | null>(codesOf('access_need_areas'));
    const without = listOf('access_needs').values.filter(
      ({ parentCode }) => !areas.has(parentCode),
    );

    expect(without).toEqual([]);
  });

  it('asks of a venue only features that a venue can have', () => {
    const asked = listOf('access_needs').values.map(({ mapsTo }) => mapsTo['accessFeature']);
    const features = asked.filter((feature) => feature !== undefined);

    expect(codesOf('access_features')).toEqual(expect.arrayContaining(features));
  });

  it('holds only SNOMED CT identifiers with a right check digit', () => {
    const identifiers = [...lists.values()].flatMap(({ values }) =>
      values.flatMap(({ mapsTo }) => [mapsTo['snomed'], mapsTo['snomedRefset']]),
    );
    const given = identifiers.filter((id) => id !== undefined);

    expect(given.length).toBeGreaterThan(5);
    expect(given.filter((id) => !isVerhoeff(id))).toEqual([]);
  });
});

describe('bank holidays', () => {
  const { holidays, firstYear, lastYear } = readBankHolidays();
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i);

  it.each(years)('are those of the rules for England and Wales in %i', (year) => {
    const listed = holidays.map(({ day }) => day).filter((day) => day.startsWith(String(year)));

    expect(listed).toEqual(bankHolidaysByRule(year));
  });
});

const utc = (year: number, month: number, day: number): Date =>
  new Date(Date.UTC(year, month - 1, day));
const plus = (date: Date, days: number): Date => new Date(date.getTime() + days * 86_400_000);
const isWeekend = (date: Date): boolean => [0, 6].includes(date.getUTCDay());

/** Western Easter. Source: the anonymous Gregorian algorithm (Nature, 20 April 1876). */
function easter(year: number): Date {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return utc(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

function bankHolidaysByRule(year: number): string[] {
  const firstMonday = (date: Date): Date => plus(date, (8 - date.getUTCDay()) % 7);
  const lastMonday = (date: Date): Date => plus(date, -((date.getUTCDay() + 6) % 7));
  const taken: Date[] = [];
  const orNextWorkingDay = (date: Date): Date => {
    let day = date;
    while (isWeekend(day) || taken.some((other) => other.getTime() === day.getTime())) {
      day = plus(day, 1);
    }
    taken.push(day);
    return day;
  };
  const sunday = easter(year);
  const days = [
    orNextWorkingDay(utc(year, 1, 1)),
    plus(sunday, -2),
    plus(sunday, 1),
    firstMonday(utc(year, 5, 1)),
    lastMonday(utc(year, 5, 31)),
    lastMonday(utc(year, 8, 31)),
    orNextWorkingDay(utc(year, 12, 25)),
    orNextWorkingDay(utc(year, 12, 26)),
  ];
  return days.map((day) => day.toISOString().slice(0, 10));
}

/** The check digit of SNOMED CT identifiers. Source: SNOMED CT Release File Specification, Verhoeff. */
function isVerhoeff(digits: string): boolean {
  const shift = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const check = [...digits].reverse().reduce((sum, digit, place) => {
    let value = Number(digit);
    for (let i = 0; i < place % 8; i += 1) value = shift[value] ?? 0;
    return dihedral(sum, value);
  }, 0);
  return check === 0;
}

/** Multiplication in the dihedral group of the pentagon. */
function dihedral(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5;
  return b < 5 ? ((a - b) % 5) + 5 : (a - b + 5) % 5;
}
