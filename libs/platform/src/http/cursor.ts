import { RequestProblem } from '../problem/problem.js';

/** A place in a list: the sort values of the last row that was given out. Opaque to clients. */
export type CursorParts = readonly string[];

export function encodeCursor(parts: CursorParts): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * @param shapes one pattern for each part, so that a forged cursor is refused here and not by the database
 * @throws RequestProblem 400 `request/cursor-malformed`
 */
export function decodeCursor(
  cursor: string | undefined,
  shapes: readonly RegExp[],
): CursorParts | null {
  if (cursor === undefined) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === shapes.length) {
      const texts = parts.map(String);
      if (shapes.every((shape, index) => shape.test(texts[index] ?? ''))) return texts;
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

export const CURSOR_DATE = /^\d{4}-\d{2}-\d{2}$/;
export const CURSOR_INSTANT =
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}(:?\d{2})?)$/;
export const CURSOR_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
