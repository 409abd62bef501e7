/** Draws that are the same on every run, so that two people who look at the demo see the same people. */
export class Random {
  constructor(private state: number) {}

  /** From 0 up to, and without, 1. Source: mulberry32, a generator in the public domain. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.next() * list.length)];
    if (found === undefined) throw new Error('There is nothing to pick from');
    return found;
  }

  /** Some different things of a list, in the order of the list. */
  some<T>(list: readonly T[], count: number): T[] {
    const ranked = list.map((value, index) => ({ value, index, rank: this.next() }));
    return ranked
      .sort((a, b) => a.rank - b.rank)
      .slice(0, count)
      .sort((a, b) => a.index - b.index)
      .map(({ value }) => value);
  }
}
