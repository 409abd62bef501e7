import { isRealDate } from '#domain/shared/london-time.js';
import { RequestProblem } from '../problem/problem.js';

/** A place in a list: the sort values of the last row that was given out. Opaque to clients. */
export type CursorParts = readonly string[];

/** Whether a part is one that a page of ours could have ended with. */
export type CursorShape = (part: string) => boolean;

export function encodeCursor(parts: CursorParts): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * @param shapes one for each part, so that a forged cursor is refused here and not by the database
 * @throws RequestProblem 400 `request/cursor-malformed`
 */
export function decodeCursor(
  cursor: string | undefined,
  shapes: readonly CursorShape[],
): CursorParts | null {
  if (cursor === undefined) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === shapes.length) {
      const texts = parts.map(String);
      if (shapes.every((shape, index) => shape(texts[index] ?? ''))) return texts;
    }
  } catch {
    // Not JSON: refused below like any other forged cursor.
  }
  throw new RequestProblem(
    400,
    'request/cursor-malformed',
    'Use the cursor exactly as the last page gave it, or leave it out.',
    [{ pointer: '/cursor', code: 'malformed', detail: 'Use the nextCursor of the page before.' }],
  );
}

const TIME = /^[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DATE_LENGTH = 'YYYY-MM-DD'.length;

/** PostgreSQL knows no year 0. */
export const CURSOR_DATE: CursorShape = (part) => isRealDate(part) && !part.startsWith('0000');

/** As PostgreSQL writes an instant, or as JSON does. */
export const CURSOR_INSTANT: CursorShape = (part) =>
  CURSOR_DATE(part.slice(0, DATE_LENGTH)) && TIME.test(part.slice(DATE_LENGTH));

export const CURSOR_ID: CursorShape = (part) => ID.test(part);
