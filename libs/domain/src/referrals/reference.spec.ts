import { describe, expect, it } from '@jest/globals';
import { formatReference, isReference, parseReference } from './reference.js';

describe('reference of a referral', () => {
  it.each([
    [26000, 'SP-26000-0'],
    [26001, 'SP-26001-8'],
    [12345, 'SP-12345-5'],
    [99999999, 'SP-99999999-8'],
  ])('writes %d with its check digit', (number, reference) => {
    expect(formatReference(number)).toBe(reference);
  });

  it.each(['SP-26001-8', 'sp-26001-8', 'SP 26001 8', ' sp260018 ', 'SP26001-8'])(
    'reads %s',
    (typed) => {
      expect(parseReference(typed)).toBe('SP-26001-8');
    },
  );

  it.each(['', 'SP-26001-7', 'SP-26010-8', 'SP-0001-8', 'XX-26001-8', 'SP-2600l-8', '26001-8'])(
    'does not read %s',
    (typed) => {
      expect(isReference(typed)).toBe(false);
    },
  );

  it('notices every wrong digit', () => {
    const digits = '26001';
    const wrong = [...digits].flatMap((digit, place) =>
      [...'0123456789']
        .filter((other) => other !== digit)
        .map((other) => `SP-${digits.slice(0, place)}${other}${digits.slice(place + 1)}-8`),
    );

    expect(wrong.filter(isReference)).toEqual([]);
  });

  it.each([0, 9999, 1.5, Number.NaN])('refuses the number %d', (number) => {
    expect(() => formatReference(number)).toThrow(RangeError);
  });
});
