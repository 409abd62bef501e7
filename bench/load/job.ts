/** One request that can be sent: who asks for what. */
export interface Knock {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string;
  /** Membership and organisation, for the server that takes a request's word for it. */
  readonly asker: string;
  readonly body: string | null;
}

export interface Job {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly knocks: readonly Knock[];
  /** Each knock at most once, in order; otherwise any of them, at random. */
  readonly once: boolean;
  /** Makes the idempotency keys of this job unlike those of any other. */
  readonly number: number;
}

export interface JobResult {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not a 2xx, and requests without an answer. */
  readonly failures: number;
  /** Knocks that were used up, where each may be used once. */
  readonly used: number;
}
