import { describe, expect, it } from '@jest/globals';
import type { Line } from './figures.js';
import { tableOf } from './table.js';

const aLine = (overrides: Partial<Line> = {}): Line => ({
  workload: 'W1',
  server: 'product',
  requestsPerSecond: 2869.4,
  cpuMsPerRequest: 0.421,
  databaseCpuMsPerRequest: 0.2,
  p50Ms: 2.6,
  p99Ms: 7.25,
  failures: 0,
  ofReference: 0.918,
  ...overrides,
});

describe('the table of a run', () => {
  it('has a line for each server under each workload, with every figure rounded', () => {
    const [, , line] = tableOf([aLine()]).split('\n');

    expect(line?.split('|').map((cell) => cell.trim())).toEqual([
      '',
      'W1',
      'product',
      '2869',
      '0.42',
      '0.20',
      '2.60',
      '7.25',
      '0',
      '0.92',
      '',
    ]);
  });

  it('keeps its columns straight, whatever the figures', () => {
    const text = tableOf([aLine(), aLine({ server: 'bare + audit', requestsPerSecond: 12 })]);

    expect(new Set(text.split('\n').map(({ length }) => length)).size).toBe(1);
  });

  it('shows a dash for what was not measured', () => {
    const text = tableOf([aLine({ cpuMsPerRequest: null, ofReference: null })]);

    expect(text.match(/ – /g)).toHaveLength(2);
  });
});
