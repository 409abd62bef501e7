import type { StructuredLogger } from '#platform/logging/logger.js';

/** Does a piece of work again and again, one at a time, whatever becomes of it. */
export class Loop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly name: string,
    private readonly everyMs: number,
    private readonly work: () => Promise<unknown>,
    private readonly log: StructuredLogger,
  ) {}

  /** The first time is now. */
  start(): void {
    this.running = this.round();
  }

  /** Starts nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async round(): Promise<void> {
    try {
      await this.work();
    } catch (error) {
      this.log.failure(`${this.name} failed; it is tried again`, error);
    }
    if (!this.stopped) this.timer = setTimeout(() => this.start(), this.everyMs);
  }
}
