import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { TOKENS } from './statements.js';

export interface Asker {
  readonly membership: string;
  readonly organisation: string;
}

export type FindAsker = (request: FastifyRequest) => Asker | null;

/** Takes the request's word for who asks: what a service without sign-in costs. */
export const believeHeader: FindAsker = ({ headers }) => {
  const [membership, organisation] = String(headers['x-asker']).split(' ');
  return membership && organisation ? { membership, organisation } : null;
};

/** Looks the hash of the bearer token up among those that were valid at the start. */
export async function checkToken(pool: Pool): Promise<FindAsker> {
  const { rows } = await pool.query<Asker & { hash: string }>(TOKENS);
  const askers = new Map<string, Asker>(
    rows.map(({ hash, membership, organisation }) => [hash, { membership, organisation }]),
  );
  return ({ headers }) => {
    const token = headers.authorization?.slice('Bearer '.length) ?? '';
    return askers.get(createHash('sha256').update(token).digest('hex')) ?? null;
  };
}
