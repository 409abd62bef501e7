import fs from 'node:fs';
import path from 'node:path';

/** Where code that answers requests lives. */
const SOURCES = [
  'libs/domain/src',
  'libs/application/src',
  'libs/persistence/src',
  'libs/platform/src',
  'apps/api/src',
  'apps/worker/src',
];

/** What kind of refusal each way of writing one is. The same mapping as `STATUS_BY_KIND`. */
export const STATUS_OF_KIND: Readonly<Record<string, number>> = {
  invalid: 422,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  precondition_required: 428,
  unavailable: 503,
};

const CODE = String.raw`'([a-z_-]+/[a-z0-9-]+)'`;

/** Every way in which a code is written where it is thrown, with the status it means. */
const WAYS: readonly (readonly [RegExp, (match: RegExpMatchArray) => readonly [string, number]])[] =
  [
    [new RegExp(String.raw`\bconflict\(\s*${CODE}`, 'g'), ([, code]) => [code ?? '', 409]],
    [new RegExp(String.raw`\binvalid\(\s*${CODE}`, 'g'), ([, code]) => [code ?? '', 422]],
    [
      new RegExp(String.raw`\brefuseIf\((?:[^']|'(?!\w+/))*?${CODE}`, 'g'),
      ([, code]) => [code ?? '', 422],
    ],
    [
      new RegExp(String.raw`\bDomainError\(\s*'(\w+)',\s*${CODE}`, 'g'),
      ([, kind, code]) => [code ?? '', STATUS_OF_KIND[kind ?? ''] ?? 0],
    ],
    [
      new RegExp(String.raw`\b(?:RequestProblem|refusal|problem)\(\s*(\d{3}),\s*${CODE}`, 'g'),
      ([, status, code]) => [code ?? '', Number(status)],
    ],
    // The table of the HTTP layer's own errors, and that of the database's constraints.
    [
      new RegExp(String.raw`\b(\d{3}): \[\s*${CODE}`, 'g'),
      ([, status, code]) => [code ?? '', Number(status)],
    ],
    [new RegExp(String.raw`\b[a-z_]+: \[\s*${CODE}`, 'g'), ([, code]) => [code ?? '', 409]],
  ];

/** Codes the sources can answer with, and the statuses they come with. */
export function thrownCodes(root: string): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const file of filesOf(root)) {
    const text = fs.readFileSync(file, 'utf8');
    for (const [pattern, read] of WAYS) {
      for (const match of text.matchAll(pattern)) {
        const [code, status] = read(match);
        found.set(code, (found.get(code) ?? new Set()).add(status));
      }
    }
  }
  return found;
}

const IMPORTS = /^\s*(?:import|export)\b[^;]*?from '[^']+';/gm;
const ROUTES = /@(?:Get|Post|Put|Delete|Controller)\('[^']*'\)/g;
const COMMENTS = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

/** Every text in the sources that looks like a code, however it is used. */
export function codeLikeTexts(root: string): Set<string> {
  const found = new Set<string>();
  for (const file of filesOf(root)) {
    const text = [IMPORTS, ROUTES, COMMENTS].reduce(
      (rest, pattern) => rest.replaceAll(pattern, ''),
      fs.readFileSync(file, 'utf8'),
    );
    for (const [, code = ''] of text.matchAll(new RegExp(CODE, 'g'))) found.add(code);
  }
  return found;
}

/** Rows of the table in docs/problems.md: code → statuses. */
export function documentedCodes(markdown: string): Map<string, Set<number>> {
  const rows = markdown.matchAll(/^\| `([^`]+)` \| ([\d, ]+) \| (.+?) \| (.+?) \|$/gm);
  return new Map(
    [...rows].map(([, code = '', statuses = '']) => [
      code,
      new Set(statuses.split(',').map((status) => Number(status.trim()))),
    ]),
  );
}

function filesOf(root: string): string[] {
  return SOURCES.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => path.join(root, folder, name)),
  );
}
