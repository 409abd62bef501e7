import { describe, expect, it } from '@jest/globals';
import { Gathered } from './gathered.js';

describe('what is gathered', () => {
  it('answers each with their own, and takes those who come meanwhile in the next round', async () => {
    const rounds: number[][] = [];
    const doubles = new Gathered<number, number>(async (items) => {
      rounds.push([...items]);
      if (rounds.length === 1) late = [doubles.ask(3), doubles.ask(4)];
      return Promise.resolve(items.map((item) => item * 2));
    }, 10);
    let late: Promise<number>[] = [];

    const early = await Promise.all([doubles.ask(1), doubles.ask(2)]);

    expect(early).toEqual([2, 4]);
    expect(await Promise.all(late)).toEqual([6, 8]);
    expect(rounds).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('keeps to the most of a round', async () => {
    const sizes: number[] = [];
    const gathered = new Gathered<number, number>((items) => {
      sizes.push(items.length);
      return Promise.resolve([...items]);
    }, 2);

    await Promise.all([1, 2, 3, 4, 5].map((item) => gathered.ask(item)));

    expect(sizes).toEqual([2, 2, 1]);
  });

  it('tells everybody of a round that failed, and serves the next one', async () => {
    let calls = 0;
    const gathered = new Gathered<number, number>((items) => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('away')) : Promise.resolve([...items]);
    }, 10);

    const first = await Promise.allSettled([gathered.ask(1), gathered.ask(2)]);

    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await gathered.ask(3)).toBe(3);
  });
});
