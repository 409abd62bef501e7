import { type FieldError, invalid } from '../shared/domain-error.js';

export interface TextRule {
  /** Most characters (code points, as the database counts them). */
  readonly max: number;
  /** Tab and new line are part of the text. Single-line text is a name or the like. */
  readonly multiline?: boolean;
}

export type TextProblem = 'text_blank' | 'text_too_long' | 'text_has_control_characters';

const CONTROL = /\p{Cc}/u;
const CONTROL_BUT_TAB_AND_NEWLINE = /[^\P{Cc}\t\n]/u;
const LONE_SURROGATE = /\p{Cs}/u;
/** They can make a name read as another one. Right-to-left letters themselves are welcome. */
const BIDI_CONTROL = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Z}]/gu;

/**
 * Text in the one form it is stored in: composed (NFC), trimmed, new lines as `\n`.
 * Nothing else is changed: what people write about themselves is theirs.
 */
export function cleanText(value: string): string {
  return value.replaceAll('\r\n', '\n').normalize('NFC').trim();
}

/**
 * What is wrong with a text, or null. Any script, any name, one letter and the word "Null" are right.
 * Source: Trellis input limits.
 */
export function textProblem(value: string, rule: TextRule): TextProblem | null {
  const text = cleanText(value);
  const controls = rule.multiline ? CONTROL_BUT_TAB_AND_NEWLINE : CONTROL;
  if (controls.test(text) || LONE_SURROGATE.test(text)) return 'text_has_control_characters';
  if (!rule.multiline && BIDI_CONTROL.test(text)) return 'text_has_control_characters';
  if (text.replace(INVISIBLE, '') === '') return 'text_blank';
  return [...text].length > rule.max ? 'text_too_long' : null;
}

/** The problem of a text as a field error, with words that say what to do. */
export function textErrors(value: string, pointer: string, rule: TextRule): FieldError[] {
  const code = textProblem(value, rule);
  return code ? [{ pointer, code, detail: textProblemDetail(code, rule) }] : [];
}

/**
 * The text as it is to be stored.
 *
 * @throws DomainError `text/not-acceptable` (invalid)
 */
export function assertCleanText(value: string, pointer: string, rule: TextRule): string {
  const errors = textErrors(value, pointer, rule);
  if (errors.length > 0) {
    throw invalid('text/not-acceptable', 'A text cannot be stored as it is.', errors);
  }
  return cleanText(value);
}

function textProblemDetail(problem: TextProblem, rule: TextRule): string {
  switch (problem) {
    case 'text_blank':
      return 'Enter some text';
    case 'text_too_long':
      return `Shorten this to ${String(rule.max)} characters or fewer`;
    case 'text_has_control_characters':
      return 'Type this again: it holds hidden characters';
  }
}
