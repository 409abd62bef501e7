import { describe, expect, it } from '@jest/globals';
import { median, percentile, type Slot, summarise } from './figures.js';

const aSlot = (overrides: Partial<Slot>): Slot => ({
  round: 1,
  workload: 'W1',
  server: 'product',
  requests: 1000,
  seconds: 1,
  cpuMs: 400,
  databaseCpuMs: 200,
  p50Ms: 2,
  p99Ms: 8,
  failures: 0,
  ...overrides,
});

describe('the figures of a run', () => {
  it('take the middle of an odd number of values and the mean of the two middle ones of an even number', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 9, 2])).toBe(3);
  });

  it('refuse to make a middle up', () => {
    expect(() => median([])).toThrow(RangeError);
  });

  it('give the value that a share of the answers did not exceed', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(values, 0.5)).toBe(50);
    expect(percentile(values, 0.99)).toBe(99);
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([], 0.5)).toBe(0);
  });

  it('compare with the reference of the same round, so that a slow round counts for both', () => {
    const slots = [
      aSlot({ round: 1, server: 'bare + audit', requests: 1000 }),
      aSlot({ round: 1, requests: 800 }),
      aSlot({ round: 2, server: 'bare + audit', requests: 100 }),
      aSlot({ round: 2, requests: 90 }),
    ];

    const [reference, product] = summarise(slots);

    expect(reference?.ofReference).toBe(1);
    expect(product?.ofReference).toBeCloseTo(0.85);
  });

  it('leave the comparison out where the reference was not measured', () => {
    expect(summarise([aSlot({})])[0]?.ofReference).toBeNull();
  });

  it('count CPU time by the request and every failure of every round', () => {
    const [line] = summarise([
      aSlot({ round: 1, cpuMs: 400, failures: 1 }),
      aSlot({ round: 2, cpuMs: 600, failures: 2 }),
    ]);

    expect(line?.cpuMsPerRequest).toBeCloseTo(0.5);
    expect(line?.failures).toBe(3);
  });

  it('say nothing of CPU time where the machine does not tell it', () => {
    const [line] = summarise([aSlot({ cpuMs: null, databaseCpuMs: null })]);

    expect(line?.cpuMsPerRequest).toBeNull();
    expect(line?.databaseCpuMsPerRequest).toBeNull();
  });

  it('keep workloads and servers apart', () => {
    const lines = summarise([aSlot({}), aSlot({ workload: 'W3' }), aSlot({ server: 'bare' })]);

    expect(lines.map(({ workload, server }) => `${workload} ${server}`)).toEqual([
      'W1 product',
      'W3 product',
      'W1 bare',
    ]);
  });
});
