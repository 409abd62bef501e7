import type { Session } from '#contract/client.js';

export type SessionState = 'none' | 'active' | 'ending' | 'ended';

const MINUTE_MS = 60_000;
/** How long before the end the person is told. */
export const WARN_BEFORE_MS = 2 * MINUTE_MS;

/**
 * When a session ends if nothing more is done: the time without use that the server allows, counted
 * from its last answer, or the end of the whole session when that comes first.
 */
export function deadlineOf(session: Session, lastAnswerAt: number): number {
  const idleEnd = lastAnswerAt + session.idleMinutes * MINUTE_MS;
  return Math.min(idleEnd, Date.parse(session.expiresAt));
}

export function stateAt(deadline: number, now: number): SessionState {
  if (now >= deadline) return 'ended';
  return now >= deadline - WARN_BEFORE_MS ? 'ending' : 'active';
}

/** Knows from every answer, and from the clock, whether the session still lives. */
export class SessionWatch {
  private session: Session | undefined;
  private lastAnswerAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private listeners = new Set<() => void>();
  state: SessionState = 'none';

  get csrfToken(): string | undefined {
    return this.session?.csrfToken;
  }

  started(session: Session): void {
    this.session = session;
    this.lastAnswerAt = Date.now();
    this.look();
  }

  /** A refusal for want of a session ends it; any other answer means that it was used. */
  answered(response: Response, request: Request): void {
    if (!this.session || new URL(request.url).pathname.endsWith('/session')) return;
    if (response.status === 401) this.become('ended');
    else if (this.state !== 'ended') {
      this.lastAnswerAt = Date.now();
      this.look();
    }
  }

  /** The server said that there is no session any more. */
  lost(): void {
    if (this.session) this.become('ended');
  }

  stopped(): void {
    this.session = undefined;
    clearTimeout(this.timer);
    this.become('none');
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private look(): void {
    clearTimeout(this.timer);
    if (!this.session) return;
    const deadline = deadlineOf(this.session, this.lastAnswerAt);
    const now = Date.now();
    const state = stateAt(deadline, now);
    this.become(state);
    if (state === 'ended') return;
    const next = state === 'active' ? deadline - WARN_BEFORE_MS : deadline;
    this.timer = setTimeout(() => this.look(), Math.max(next - now, 1_000));
  }

  private become(state: SessionState): void {
    if (state === this.state) return;
    this.state = state;
    this.listeners.forEach((listener) => listener());
  }
}
