/** More deaths than this within the window, and something is wrong that a restart does not mend. */
const MAX_RESTARTS = 5;
const WINDOW_MS = 60_000;

/** Counts the deaths of one service. */
export class Restarts {
  private deaths: number[] = [];

  /** @returns how many deaths lie within the last minute, this one included; undefined when too many */
  countDeath(now = Date.now()): number | undefined {
    this.deaths = [...this.deaths.filter((at) => now - at < WINDOW_MS), now];
    return this.deaths.length > MAX_RESTARTS ? undefined : this.deaths.length;
  }
}
