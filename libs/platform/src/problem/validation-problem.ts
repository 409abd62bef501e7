import type { ValidationError } from 'class-validator';
import type { FieldError } from '#domain/shared/domain-error.js';
import { RequestProblem } from './problem.js';

/** Turns what class-validator found into one 400 that names each field by JSON Pointer (RFC 6901). */
export function validationProblem(errors: readonly ValidationError[]): RequestProblem {
  return new RequestProblem(
    400,
    'request/invalid',
    'Some fields need to be put right. Nothing was changed.',
    errors.flatMap((error) => fieldErrors(error, '')),
  );
}

function fieldErrors(error: ValidationError, parent: string): FieldError[] {
  const pointer = `${parent}/${escapePointer(error.property)}`;
  const own = Object.entries(error.constraints ?? {}).map(([code, detail]) => ({
    pointer,
    code: CODES[code] ?? snake(code),
    detail:
      code === 'whitelistValidation' ? 'Remove this field: the API does not know it.' : detail,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, pointer))];
}

const CODES: Readonly<Record<string, string>> = { whitelistValidation: 'unknown_field' };

const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const escapePointer = (segment: string): string =>
  segment.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
