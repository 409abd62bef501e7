import type { Problem } from '#contract/client.js';

export interface FieldMessage {
  /** Name of the field, which is also the id of its first control. */
  readonly field: string;
  readonly message: string;
}

/** JSON Pointer of the request → field of the form; a pointer ending in `/*` takes all under it. */
export type PointerMap = Readonly<Record<string, string>>;

function fieldOf(pointer: string, map: PointerMap, fields: readonly string[]): string | undefined {
  const exact = map[pointer];
  if (exact) return exact;
  const under = Object.entries(map).find(
    ([key]) => key.endsWith('/*') && pointer.startsWith(key.slice(0, -1)),
  );
  if (under) return under[1];
  const last = pointer.split('/').pop() ?? '';
  return fields.includes(last) ? last : undefined;
}

export interface SortedErrors {
  readonly onFields: readonly FieldMessage[];
  /** What no field of this form can show; it goes to the summary alone. */
  readonly general: readonly string[];
}

/**
 * Puts the field errors of a problem on the fields of a form: by the map, else by the last part of
 * the pointer. The first message of a field wins, because a field shows one.
 */
export function sortProblem(
  problem: Problem,
  map: PointerMap,
  fields: readonly string[],
): SortedErrors {
  const onFields: FieldMessage[] = [];
  const general: string[] = [];
  for (const { pointer, detail } of problem.errors ?? []) {
    const field = fieldOf(pointer, map, fields);
    if (!field) general.push(detail);
    else if (!onFields.some((error) => error.field === field)) {
      onFields.push({ field, message: detail });
    }
  }
  if (onFields.length === 0 && general.length === 0) general.push(problem.detail ?? problem.title);
  return { onFields, general };
}
