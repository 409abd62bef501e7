import type { Authenticated } from './access.js';

/** Finds the live session of a token; implemented where sessions are kept. */
export abstract class SessionReader {
  /** @returns null where no live session has this token */
  abstract find(tokenHash: Buffer): Promise<Authenticated | null>;
}
