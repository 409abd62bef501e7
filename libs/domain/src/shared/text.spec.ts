import { describe, expect, it } from '@jest/globals';
import { assertCleanText, cleanText, textProblem } from './text.js';

const NAME = { max: 35 };
const NOTE = { max: 500, multiline: true };

describe('text', () => {
  it.each([
    "O'Brien",
    'D’Arcy-Smith',
    'Siân Llŷr',
    'שרה לוי',
    'محمد',
    '𠮷野',
    'Null',
    'undefined',
    'X',
    'Nguyễn Thị Minh Khai',
    'می‌خواهم',
    '<b>Ann</b>',
  ])('takes the name %s', (name) => {
    expect(textProblem(name, NAME)).toBeNull();
    expect(assertCleanText(name, '/givenName', NAME)).toBe(name.normalize('NFC'));
  });

  it('stores one form of what looks the same', () => {
    expect(cleanText('  Sia\u0302n ')).toBe('Siân');
    expect(cleanText('one\r\ntwo')).toBe('one\ntwo');
  });

  it.each(['', '   ', '\t', '\u200B', '\u00A0'])('refuses what shows nothing: %j', (value) => {
    expect(textProblem(value, NOTE)).toBe('text_blank');
  });

  it.each(['a\u0000b', 'a\uD800b', 'a\u0007b', 'a\u007Fb', 'a\u0085b'])('refuses %j', (value) => {
    expect(textProblem(value, NAME)).toBe('text_has_control_characters');
    expect(textProblem(value, NOTE)).toBe('text_has_control_characters');
  });

  it.each(['a\tb', 'a\nb', 'a\u202Eb', 'a\u2066b', 'a\u200Fb'])('refuses %j in a name', (value) => {
    expect(textProblem(value, NAME)).toBe('text_has_control_characters');
    expect(textProblem(value, NOTE)).toBeNull();
  });

  it('counts characters as people do, not halves of them', () => {
    expect(textProblem('😀'.repeat(35), NAME)).toBeNull();
    expect(textProblem('a'.repeat(36), NAME)).toBe('text_too_long');
  });

  it('names the field, and never repeats the text', () => {
    expect(() => assertCleanText('a'.repeat(36), '/familyName', NAME)).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        code: 'text/not-acceptable',
        errors: [
          {
            pointer: '/familyName',
            code: 'text_too_long',
            detail: 'Shorten this to 35 characters or fewer',
          },
        ],
      }),
    );
  });
});
