import fs from 'node:fs';

/** The part of Jest's JSON results that is counted. */
interface JestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Counts a run. A test file that could not be run counts as one failure, a skipped test as one too
 * (a promise nobody keeps), and a run without results as one.
 */
export function readTotals(file: string): Totals {
  if (!fs.existsSync(file)) return { passed: 0, failed: 1 };
  const results = JSON.parse(fs.readFileSync(file, 'utf8')) as JestResults;
  return {
    passed: results.numPassedTests,
    failed:
      results.numFailedTests +
      results.numRuntimeErrorTestSuites +
      results.numPendingTests +
      results.numTodoTests,
  };
}

export const closingLine = ({ passed, failed }: Totals): string =>
  `${passed} passed, ${failed} failed`;
