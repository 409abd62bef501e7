import { type AttendanceChange, ProblemError, type Register } from '#contract/client.js';
import { retryDelayMs } from './register-marks.js';

const BATCH = 100;
/** Refusals that trying again cannot change. */
const FINAL = [403, 404, 409, 422];

export type Sync =
  | { readonly state: 'sent' | 'sending' | 'waiting'; readonly number: number }
  | { readonly state: 'refused'; readonly number: number; readonly why: string };

export interface OutboxView {
  readonly waiting: readonly AttendanceChange[];
  readonly sync: Sync;
}

interface Receipt {
  readonly applied: readonly string[];
  readonly register: Register;
}

export interface OutboxOptions {
  /** Sends some changes; the answer names those that the API has, old or new. */
  readonly send: (changes: readonly AttendanceChange[]) => Promise<Receipt>;
  readonly onRegister: (register: Register) => void;
}

/**
 * Sends marks in the order they were made, one request at a time. What did not arrive stays, with the
 * same ids, and is tried again: the API applies each id once.
 */
export class MarkOutbox {
  private waiting: readonly AttendanceChange[] = [];
  private isSending = false;
  private refusal: string | undefined;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private listeners = new Set<() => void>();
  private view: OutboxView = { waiting: [], sync: { state: 'sent', number: 0 } };

  constructor(private readonly options: OutboxOptions) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): OutboxView => this.view;

  add(changes: readonly AttendanceChange[]): void {
    this.waiting = [...this.waiting, ...changes];
    this.refusal = undefined;
    void this.flush();
  }

  /** Sends what waits, now; harmless when nothing does or when it is being sent. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.isSending || this.waiting.length === 0) {
      this.publish();
      return;
    }
    this.isSending = true;
    this.publish();
    try {
      while (this.waiting.length > 0) await this.sendSome();
    } catch (error) {
      this.failed(error);
    } finally {
      this.isSending = false;
      this.publish();
    }
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async sendSome(): Promise<void> {
    const { applied, register } = await this.options.send(this.waiting.slice(0, BATCH));
    this.options.onRegister(register);
    this.waiting = this.waiting.filter(({ changeId }) => !applied.includes(changeId));
    this.failures = 0;
    this.publish();
  }

  private failed(error: unknown): void {
    if (error instanceof ProblemError && FINAL.includes(error.problem.status)) {
      this.waiting = [];
      this.refusal = error.problem.detail ?? error.problem.title;
      return;
    }
    this.failures += 1;
    this.timer = setTimeout(() => void this.flush(), retryDelayMs(this.failures));
  }

  private publish(): void {
    this.view = { waiting: this.waiting, sync: this.sync() };
    this.listeners.forEach((listener) => listener());
  }

  private sync(): Sync {
    const number = this.waiting.length;
    if (number > 0) return { state: this.isSending ? 'sending' : 'waiting', number };
    return this.refusal
      ? { state: 'refused', number, why: this.refusal }
      : { state: 'sent', number };
  }
}
