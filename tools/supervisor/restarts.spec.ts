import { describe, expect, it } from '@jest/globals';
import { Restarts } from './restarts.js';

describe('the restarts of a service', () => {
  it('are given up when it dies a sixth time within a minute', () => {
    const restarts = new Restarts();
    const counts = [0, 1, 2, 3, 4, 5].map((second) => restarts.countDeath(second * 1_000));
    expect(counts).toEqual([1, 2, 3, 4, 5, undefined]);
  });

  it('go on when the deaths are more than a minute apart', () => {
    const restarts = new Restarts();
    const counts = [0, 61, 122, 183, 244, 305, 366].map((s) => restarts.countDeath(s * 1_000));
    expect(counts).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });
});
