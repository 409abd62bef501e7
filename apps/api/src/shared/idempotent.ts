import type { RequestMark } from '#application/referrals/create-referral.service.js';
import { fingerprintOf } from '#persistence/idempotency/idempotency.js';

/** What makes a repeat of this request recognisable: its route, key, target and body. */
export function requestMark(
  route: string,
  key: string,
  body: unknown,
  requestId: string,
  target = '',
): RequestMark {
  return { route, key, fingerprint: fingerprintOf({ target, body }), requestId };
}
