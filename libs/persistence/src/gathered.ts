interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Does for many at once what is asked for one by one. What is asked while a round is under way goes
 * together in the next round: alone, nobody waits; in a crowd, one round trip serves all who came.
 */
export class Gathered<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private underWay = false;

  /**
   * @param round answers as many results as it was given items, in their order; when it fails, everybody
   *   in the round is told
   * @param most items a round
   */
  constructor(
    private readonly round: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly most: number,
  ) {}

  ask(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.underWay) setImmediate(() => void this.serve());
    });
  }

  private async serve(): Promise<void> {
    if (this.underWay) return;
    this.underWay = true;
    while (this.waiting.length > 0) await this.serveRound(this.waiting.splice(0, this.most));
    this.underWay = false;
  }

  private async serveRound(asked: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.round(asked.map(({ item }) => item));
      if (results.length !== asked.length)
        throw new Error('A round gave another number of results');
      asked.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
