import { RequestProblem } from '../problem/problem.js';

/** Bounds of what a JSON body may be, whatever it means. Source: Trellis security targets, Input and abuse limits. */
const MAX_DEPTH = 32;
const MAX_KEYS = 1000;
const MAX_ITEMS = 1000;

/**
 * Refuses bodies that no rule of ours should ever have to look at.
 *
 * @throws RequestProblem 400 `request/too-deep` or `request/too-many-fields`, 422 `request/control-character`
 */
export function assertPlainJson(value: unknown): void {
  walk(value, '', 0, { keys: 0 });
}

function walk(value: unknown, pointer: string, depth: number, seen: { keys: number }): void {
  if (typeof value === 'string') {
    assertPlainText(value, pointer);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) {
    throw refusal(
      400,
      'request/too-deep',
      pointer,
      `Nest objects and lists at most ${MAX_DEPTH} deep.`,
    );
  }
  const entries = Object.entries(value);
  seen.keys += Array.isArray(value) ? 0 : entries.length;
  if (seen.keys > MAX_KEYS || (Array.isArray(value) && entries.length > MAX_ITEMS)) {
    throw refusal(
      400,
      'request/too-many-fields',
      pointer,
      `Send at most ${MAX_KEYS} fields and ${MAX_ITEMS} items a list.`,
    );
  }
  for (const [key, child] of entries) {
    const at = `${pointer}/${key.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    assertPlainText(key, at);
    walk(child, at, depth + 1, seen);
  }
}

// Control characters but tab, line feed and carriage return; and halves of surrogate pairs.
const REFUSED =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** @throws RequestProblem 422 `request/control-character` */
export function assertPlainText(text: string, pointer: string): void {
  if (REFUSED.test(text)) {
    throw refusal(
      422,
      'request/control-character',
      pointer,
      'Remove the control characters from this text.',
    );
  }
}

function refusal(status: number, code: string, pointer: string, detail: string): RequestProblem {
  const name = code.split('/')[1] ?? code;
  return new RequestProblem(status, code, detail, [
    { pointer, code: name.replaceAll('-', '_'), detail },
  ]);
}
