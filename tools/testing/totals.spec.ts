import { describe, expect, it } from '@jest/globals';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { closingLine, readTotals } from './totals.js';

const NONE = {
  numPassedTests: 0,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
};

function totalsOf(results: Partial<typeof NONE>): ReturnType<typeof readTotals> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'trellis-totals-'));
  const file = path.join(folder, 'results.json');
  fs.writeFileSync(file, JSON.stringify({ ...NONE, ...results }));
  try {
    return readTotals(file);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

describe('the totals of a test run', () => {
  it('count tests that passed and tests that failed', () => {
    expect(totalsOf({ numPassedTests: 7, numFailedTests: 2 })).toEqual({ passed: 7, failed: 2 });
  });

  it('count a test file that could not be run, and a skipped test, as a failure', () => {
    expect(
      totalsOf({ numPassedTests: 7, numRuntimeErrorTestSuites: 1, numPendingTests: 1 }),
    ).toEqual({ passed: 7, failed: 2 });
  });

  it('count a run without results as a failure', () => {
    expect(readTotals('/nowhere/results.json')).toEqual({ passed: 0, failed: 1 });
  });

  it('are told in one line', () => {
    expect(closingLine({ passed: 12, failed: 0 })).toBe('12 passed, 0 failed');
  });
});
