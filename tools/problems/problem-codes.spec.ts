import { describe, expect, it } from '@jest/globals';
import fs from 'node:fs';
import path from 'node:path';
import { STATUS_BY_KIND } from '#platform/problem/problem.js';
import { codeLikeTexts, documentedCodes, STATUS_OF_KIND, thrownCodes } from './problem-codes.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Texts of the same form that are no codes. */
const OTHERS = ['api/docs', 'api/v1', 'application/json', 'text/plain'];
/** Thrown with whatever status the HTTP layer chose, from 400 to 499. */
const ANY_STATUS = 'request/refused';

describe('docs/problems.md', () => {
  const documented = documentedCodes(fs.readFileSync(path.join(ROOT, 'docs/problems.md'), 'utf8'));
  const thrown = thrownCodes(ROOT);

  it('lists every code that the sources can answer with, and no other', () => {
    const codes = [...codeLikeTexts(ROOT)].filter((text) => !OTHERS.includes(text));

    expect([...documented.keys()].sort()).toEqual(codes.sort());
  });

  it('gives each code the statuses it comes with', () => {
    const asWritten = [...documented].filter(([code]) => code !== ANY_STATUS);

    expect(inOrder(asWritten)).toEqual(inOrder([...thrown]));
  });

  it('is read with the mapping from kinds to statuses that the service uses', () => {
    expect(STATUS_OF_KIND).toEqual(STATUS_BY_KIND);
  });
});

const inOrder = (codes: readonly (readonly [string, ReadonlySet<number>])[]): object =>
  Object.fromEntries(codes.map(([code, statuses]) => [code, [...statuses].sort()] as const));
