import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  formatNhsNumber,
  isNhsNumber,
  lastThreeOfNhsNumber,
  nhsNumberProblem,
  parseNhsNumber,
  warnsNeverIssued,
} from './nhs-number.js';

const [, ...rows] = readFileSync(new URL('./nhs-number.vectors.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const VECTORS = rows.map((row): [string, string] => {
  const [value = '', expected = ''] = row.split(',');
  return [value, expected];
});

const listed = (expected: string) =>
  VECTORS.filter(([, listedAs]) => listedAs === expected).map(([value]) => value);

describe('NHS number', () => {
  it('has vectors of every kind', () => {
    expect(listed('valid')).toHaveLength(200);
    expect(new Set(VECTORS.map(([, expected]) => expected))).toEqual(
      new Set([
        'valid',
        'invalid',
        'valid_after_normalising',
        'checksum_ok_not_issued',
        'checksum_ok_but_refuse',
      ]),
    );
  });

  it.each(listed('valid'))('takes %s', (value) => {
    expect(nhsNumberProblem(value)).toBeNull();
  });

  it.each(listed('invalid'))('refuses "%s"', (value) => {
    expect(isNhsNumber(value)).toBe(false);
  });

  it.each(listed('valid_after_normalising'))('takes %s only without its hyphens', (value) => {
    expect(nhsNumberProblem(value)).toBe('nhs_number_not_ten_digits');
    expect(isNhsNumber(value.replaceAll('-', ''))).toBe(true);
  });

  it.each(listed('checksum_ok_but_refuse'))(
    'refuses %s although its check digit is right',
    (value) => {
      expect(nhsNumberProblem(value)).toBe('nhs_number_repeated_digit');
    },
  );

  it.each(listed('checksum_ok_not_issued'))('takes %s with a warning', (value) => {
    expect(isNhsNumber(value)).toBe(true);
    expect(warnsNeverIssued(value, false)).toBe(true);
    expect(warnsNeverIssued(value, true)).toBe(false);
  });

  it('warns about no number that starts otherwise, and about none that is wrong', () => {
    expect(warnsNeverIssued('5000000005', false)).toBe(false);
    expect(warnsNeverIssued('9990000019', false)).toBe(false);
  });

  it.each(['999 000 0018', ' 9990000018 ', '99 90 00 00 18'])(
    'reads %j with its spaces',
    (value) => {
      expect(parseNhsNumber(value)).toBe('9990000018');
    },
  );

  it.each(['٩٩٩٠٠٠٠٠١٨', '999000001８', '999\t000\t0018', '9990000018\n', 'abcdefghij'])(
    'refuses other signs: %j',
    (value) => {
      expect(nhsNumberProblem(value)).toBe('nhs_number_not_ten_digits');
    },
  );

  it.each(['0000000000', '1111111111', '9999999999'])('refuses ten equal digits: %s', (value) => {
    expect(isNhsNumber(value)).toBe(false);
  });

  it('notices every single wrong digit and every swap of neighbours', () => {
    const right = '9990002193';
    const wrong = [...right].flatMap((digit, place) =>
      [...'0123456789']
        .filter((other) => other !== digit)
        .map((other) => right.slice(0, place) + other + right.slice(place + 1)),
    );
    const swapped = [...right]
      .map(
        (_, i) => right.slice(0, i) + (right[i + 1] ?? '') + (right[i] ?? '') + right.slice(i + 2),
      )
      .filter((value) => value !== right && value.length === 10);

    expect([...wrong, ...swapped].filter(isNhsNumber)).toEqual([]);
  });

  it('says what to do without repeating the number', () => {
    expect(() => parseNhsNumber('9990000019')).toThrow(
      expect.objectContaining({
        code: 'patient/nhs-number-invalid',
        message: expect.not.stringContaining('9990000019'),
        errors: [expect.objectContaining({ pointer: '/nhsNumber' })],
      }),
    );
  });

  it('is written in threes', () => {
    expect(formatNhsNumber('9990000018')).toBe('999 000 0018');
    expect(lastThreeOfNhsNumber('9990000018')).toBe('018');
  });
});
