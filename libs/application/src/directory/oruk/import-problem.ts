/** One thing wrong, or doubtful, with a record that was offered for import. */
export interface ImportProblem {
  /** `refused`: the record stays out. `warning`: it goes in, without the part that is doubtful. */
  readonly severity: 'refused' | 'warning';
  /** JSON Pointer (RFC 6901) into the document, such as `/contents/3/name`. */
  readonly path: string;
  readonly code: string;
  /** Says how to put it right; never repeats what was given, which may be personal. */
  readonly detail: string;
}

export const refusal = (path: string, code: string, detail: string): ImportProblem => ({
  severity: 'refused',
  path,
  code,
  detail,
});

export const warning = (path: string, code: string, detail: string): ImportProblem => ({
  severity: 'warning',
  path,
  code,
  detail,
});

export const isRefused = (problems: readonly ImportProblem[]): boolean =>
  problems.some(({ severity }) => severity === 'refused');

/** One step further down a JSON Pointer. */
export const pointerTo = (path: string, name: string | number): string =>
  `${path}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
