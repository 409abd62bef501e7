import { describe, expect, it } from '@jest/globals';
import {
  formatUkPhone,
  isUkMobile,
  parseEmail,
  parsePostcode,
  parseUkPhone,
} from './contact-details.js';

describe('phone number', () => {
  it.each([
    ['07700 900123', '+447700900123'],
    ['+44 7700 900123', '+447700900123'],
    ['+44 (0)7700 900123', '+447700900123'],
    ['0044 7700 900123', '+447700900123'],
    ['(01632) 960-123', '+441632960123'],
    ['020 7946 0123', '+442079460123'],
    ['016977 2345', '+44169772345'],
  ])('%s is %s', (typed, e164) => {
    expect(parseUkPhone(typed)).toBe(e164);
  });

  it.each([
    '',
    '7700 900123',
    '07700 90012',
    '07700 9001234',
    '+33 1 23 45 67 89',
    '09001 234567',
    'call me',
  ])('"%s" is none of ours', (typed) => {
    expect(parseUkPhone(typed)).toBeNull();
  });

  it('takes texts only if it is a mobile', () => {
    expect(isUkMobile('+447700900123')).toBe(true);
    expect(isUkMobile('+441632960123')).toBe(false);
    expect(isUkMobile('+447000900123')).toBe(false);
    expect(isUkMobile('+447600900123')).toBe(false);
  });

  it('is read in two parts', () => {
    expect(formatUkPhone('+447700900123')).toBe('07700 900123');
    expect(formatUkPhone('+44169772345')).toBe('0169772345');
  });
});

describe('e-mail address', () => {
  it.each([
    ['name@example.org', 'name@example.org'],
    [' First.Last+tag@Example.ORG ', 'First.Last+tag@example.org'],
    ["o'brien@sub.example.test", "o'brien@sub.example.test"],
  ])('%s is taken', (typed, stored) => {
    expect(parseEmail(typed)).toBe(stored);
  });

  it.each([
    '',
    'name',
    '@example.org',
    'name@',
    'name@localhost',
    'na me@example.org',
    'name@exa mple.org',
    'name@-example.org',
    '.name@example.org',
    'na..me@example.org',
    'name@example..org',
    'a@b@example.org',
    'name@example.org\nBcc: other@example.org',
    `${'a'.repeat(65)}@example.org`,
    `name@${'a'.repeat(250)}.org`,
  ])('%j is refused', (typed) => {
    expect(parseEmail(typed)).toBeNull();
  });
});

describe('postcode', () => {
  it.each([
    ['OX1 2JD', 'OX1 2JD'],
    ['ox12jd', 'OX1 2JD'],
    ['m1 1ae', 'M1 1AE'],
    ['EC1A1BB', 'EC1A 1BB'],
    ['gir 0aa', 'GIR 0AA'],
  ])('%s is %s', (typed, stored) => {
    expect(parsePostcode(typed)).toBe(stored);
  });

  it.each(['', 'OX1', 'OX1 2J', '12345', 'OXFORD'])('"%s" is none', (typed) => {
    expect(parsePostcode(typed)).toBeNull();
  });
});
