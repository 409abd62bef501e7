import type { ReadReferralsService } from '#application/referrals/read-referrals.service.js';
import type { Actor } from '#domain/access/actor.js';
import { etagOf } from '#platform/http/headers.js';
import type { FastifyReply } from 'fastify';
import { presentReferral } from './present-referral.js';

/** Reads a referral for this actor and answers it, with the version to send back as If-Match. */
export async function answerReferral(
  reads: ReadReferralsService,
  actor: Actor,
  id: string,
  requestId: string,
  reply: FastifyReply,
): Promise<string> {
  const { audience, row } = await reads.detail(actor, id, requestId);
  void reply.header('etag', etagOf(row.version));
  return presentReferral(actor, audience, row);
}
