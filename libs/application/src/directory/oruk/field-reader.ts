import { isRealDate } from '#domain/shared/london-time.js';
import { cleanText, type TextRule, textErrors } from '#domain/shared/text.js';
import { type ImportProblem, pointerTo, refusal, warning } from './import-problem.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;
const LINE: TextRule = { max: 255 };

/**
 * Reads the fields of one object and notes what is wrong with each, so that a person is told of
 * everything at once. A wrong type refuses the record: whoever wrote it meant something else. A value
 * that is only doubtful is left out with a warning.
 */
export class FieldReader {
  constructor(
    private readonly fields: JsonObject,
    readonly path: string,
    readonly problems: ImportProblem[],
  ) {}

  has(name: string): boolean {
    const value = this.fields[name];
    return value !== undefined && value !== null;
  }

  at(name: string | number): string {
    return pointerTo(this.path, name);
  }

  refuse(name: string, code: string, detail: string): void {
    this.problems.push(refusal(this.at(name), code, detail));
  }

  warn(name: string, code: string, detail: string): void {
    this.problems.push(warning(this.at(name), code, detail));
  }

  uuid(name: string): string {
    const value = this.fields[name];
    if (typeof value === 'string' && UUID.test(value)) return value.toLowerCase();
    const detail = this.has(name)
      ? 'Give a UUID, such as ac148810-d857-441c-9679-408f346de14b'
      : 'Give the id: it is required, and it is how the record is found again';
    this.refuse(name, this.has(name) ? 'uuid_form' : 'required', detail);
    return '';
  }

  /** A required text of one line. */
  name(name: string, rule: TextRule = LINE): string {
    const before = this.problems.length;
    const value = this.text(name, rule);
    if (value !== null) return value;
    if (this.problems.length === before) {
      this.refuse(name, 'required', `Give the ${name}: it is required`);
    }
    return '';
  }

  text(name: string, rule: TextRule = LINE): string | null {
    const value = this.fields[name];
    if (value === undefined || value === null || value === '') return null;
    if (typeof value !== 'string') {
      this.refuse(name, 'type', 'Give a text');
      return null;
    }
    const [error] = textErrors(value, this.at(name), rule);
    if (error?.code === 'text_blank') return null;
    if (error) this.refuse(name, error.code, error.detail);
    return error ? null : cleanText(value);
  }

  number(name: string): number | null {
    const value = this.fields[name];
    if (value === undefined || value === null) return null;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    this.refuse(name, 'type', 'Give a number, without quotation marks');
    return null;
  }

  /** One of a fixed set of words. */
  choice<T extends string>(name: string, choices: readonly T[]): T | null {
    const value = this.fields[name];
    if (value === undefined || value === null || value === '') return null;
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    this.refuse(name, 'not_a_choice', `Give one of: ${choices.join(', ')}`);
    return null;
  }

  requiredChoice<T extends string>(name: string, choices: readonly T[]): T | null {
    if (!this.has(name)) {
      this.refuse(name, 'required', `Give the ${name}: one of ${choices.join(', ')}`);
    }
    return this.choice(name, choices);
  }

  /** `YYYY-MM-DD`; the time behind a date and time is left off. */
  date(name: string): string | null {
    const value = this.text(name);
    if (value === null) return null;
    const day = value.slice(0, 10);
    if (isRealDate(day)) return day;
    this.warn(name, 'date_form', 'Left out: give a real date, such as 2026-11-05');
    return null;
  }

  /** Wall time `HH:MM`; seconds and offsets are left off, because ORUK times are local. */
  time(name: string): string | null {
    const value = this.text(name);
    if (value === null) return null;
    const [, hour, minute] = TIME.exec(value) ?? [];
    if (hour !== undefined && minute !== undefined) return `${hour}:${minute}`;
    this.warn(name, 'time_form', 'Left out: give a time, such as 14:30');
    return null;
  }

  child(name: string): FieldReader | null {
    const value = this.fields[name];
    if (value === undefined || value === null) return null;
    if (isJsonObject(value)) return new FieldReader(value, this.at(name), this.problems);
    this.refuse(name, 'type', 'Give an object');
    return null;
  }

  /** The objects of a list; null when there is no list at all, which says nothing about its content. */
  list(name: string): FieldReader[] | null {
    const value = this.fields[name];
    if (value === undefined || value === null) return null;
    if (!Array.isArray(value)) {
      this.refuse(name, 'type', 'Give a list');
      return null;
    }
    return value.flatMap((item: unknown, i) => {
      const path = pointerTo(this.at(name), i);
      if (isJsonObject(item)) return [new FieldReader(item, path, this.problems)];
      this.problems.push(refusal(path, 'type', 'Give an object'));
      return [];
    });
  }
}
