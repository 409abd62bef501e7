import { createHash } from 'node:crypto';
import { DomainError } from '#domain/shared/domain-error.js';
import type { EntityManager } from 'typeorm';

/** What makes a repeated request recognisable: who, which route, their key, and what was asked. */
export interface IdempotentRequest {
  readonly membershipId: string;
  readonly route: string;
  readonly key: string;
  readonly fingerprint: Buffer;
}

/** SHA-256 over the body with its keys in one order, so that equal requests look equal. */
export function fingerprintOf(body: unknown): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(canonical(body)))
    .digest();
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, child]) => [key, canonical(child)]),
  );
}

/**
 * Claims the key in the transaction of the effect. A second request with the same key waits on the
 * unique index until the first has committed, and is then given what the first one made.
 *
 * @param resourceId id of what this request is about to make
 * @returns null when the key is ours now, else the id of what the key already made
 * @throws DomainError `request/idempotency-key-reused` (invalid) when the key was used for another body
 */
export async function claimKey(
  tx: EntityManager,
  { membershipId, route, key, fingerprint }: IdempotentRequest,
  resourceId: string,
): Promise<string | null> {
  const claimed = await tx.query<unknown[]>(
    `INSERT INTO idempotency_key (membership_id, route, key, fingerprint, resource_id)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING 1`,
    [membershipId, route, key, fingerprint, resourceId],
  );
  if (claimed.length > 0) return null;
  const [earlier] = await tx.query<EarlierRequest[]>(
    `SELECT fingerprint, resource_id AS "resourceId" FROM idempotency_key
     WHERE membership_id = $1 AND route = $2 AND key = $3`,
    [membershipId, route, key],
  );
  if (!earlier)
    throw new DomainError(
      'unavailable',
      'service/busy',
      'The service is busy. Nothing was changed; try again.',
    );
  return resourceOfEarlier(earlier, fingerprint);
}

export interface EarlierRequest {
  readonly fingerprint: Buffer;
  readonly resourceId: string;
}

/** @throws DomainError `request/idempotency-key-reused` (invalid) */
export function resourceOfEarlier(earlier: EarlierRequest, fingerprint: Buffer): string {
  if (earlier.fingerprint.equals(fingerprint)) return earlier.resourceId;
  throw new DomainError(
    'invalid',
    'request/idempotency-key-reused',
    'This Idempotency-Key was used for another request. Use a new key for a new request.',
  );
}
