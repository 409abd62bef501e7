import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { v7 as newId } from 'uuid';
import type { FindAsker } from './asker.js';
import { CREATE_BODY, type CreateBody } from './create-schema.js';
import type { GroupCommit } from './group-commit.js';
import { AUDIT_OF_PATIENT, CASELOAD, CREATE, DETAIL } from './statements.js';

export interface Peer {
  readonly pool: Pool;
  readonly findAsker: FindAsker;
  /** Null where reads leave no trace. */
  readonly audit: GroupCommit | null;
}

const FIRST_DAY = '0001-01-01';
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export function addRoutes(app: FastifyInstance, peer: Peer): void {
  app.get('/api/v1/referrals/caseload', (request, reply) => caseload(peer, request, reply));
  app.get<{ Params: { id: string } }>('/api/v1/referrals/:id', (request, reply) =>
    detail(peer, request.params.id, request, reply),
  );
  app.post<{ Body: CreateBody }>(
    '/api/v1/referrals',
    { schema: { body: CREATE_BODY } },
    (request, reply) => create(peer, request.body, request, reply),
  );
  app.post<{ Body: Search }>('/api/v1/audit/search', (request, reply) =>
    auditOf(peer, request.body, request, reply),
  );
}

async function caseload(peer: Peer, request: FastifyRequest, reply: FastifyReply) {
  const asker = peer.findAsker(request);
  if (!asker) return reply.code(401).send();
  const { membership, organisation } = asker;
  const { cursor } = request.query as { cursor?: string };
  const [on = FIRST_DAY, id = FIRST_ID] = cursor?.split('_') ?? [];
  const { rows } = await peer.pool.query<CaseloadRow>({
    name: 'caseload',
    text: CASELOAD,
    values: [membership, organisation, on, id],
  });
  const [page] = rows;
  if (!page) return reply.code(500).send();
  await peer.audit?.record({
    ...asker,
    provider: organisation,
    action: 'referral.listed',
    entity: 'caseload',
    entityId: membership,
    patient: null,
    subjects: page.people,
  });
  const next = page.lastOn && page.lastId ? `"${page.lastOn}_${page.lastId}"` : 'null';
  return sendJson(reply, `{"nextCursor":${next},"items":${page.items},"counts":${page.counts}}`);
}

async function detail(peer: Peer, id: string, request: FastifyRequest, reply: FastifyReply) {
  const asker = peer.findAsker(request);
  if (!asker) return reply.code(401).send();
  const { rows } = await peer.pool.query<{ json: string; patient: string; provider: string }>({
    name: 'detail',
    text: DETAIL,
    values: [id, asker.organisation, asker.membership],
  });
  const [row] = rows;
  if (!row) return reply.code(404).send();
  await peer.audit?.record({
    ...asker,
    provider: row.provider,
    action: 'referral.read',
    entity: 'referral',
    entityId: id,
    patient: row.patient,
    subjects: null,
  });
  return sendJson(reply, row.json);
}

async function create(
  peer: Peer,
  body: CreateBody,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asker = peer.findAsker(request);
  if (!asker) return reply.code(401).send();
  const ids = [newId(), newId(), newId(), newId(), newId()];
  const { patientId, providerId, priority, needCodes, reason, risk, safeguarding } = body;
  const { rows } = await peer.pool.query<Created>({
    name: 'create',
    text: CREATE,
    values: [
      ...ids,
      asker.membership,
      asker.organisation,
      patientId,
      providerId,
      priority,
      needCodes,
      reason,
      risk.status,
      risk.detail ?? null,
      safeguarding,
      body.consent.shareChoice,
    ],
  });
  const [made] = rows;
  if (!made) return reply.code(422).send();
  return reply.code(201).send({ ...made, status: 'submitted', version: 1 });
}

async function auditOf(peer: Peer, search: Search, request: FastifyRequest, reply: FastifyReply) {
  const asker = peer.findAsker(request);
  if (!asker) return reply.code(401).send();
  const to = new Date(Date.now() + 24 * 3_600_000);
  const { rows } = await peer.pool.query<{ items: string }>({
    name: 'audit_of_patient',
    text: AUDIT_OF_PATIENT,
    values: [
      asker.organisation,
      search.patientId,
      new Date(to.getTime() - 91 * 24 * 3_600_000),
      to,
      search.limit,
    ],
  });
  await peer.audit?.record({
    ...asker,
    provider: null,
    action: 'audit.searched',
    entity: 'audit',
    entityId: search.patientId,
    patient: null,
    subjects: null,
  });
  return sendJson(reply, `{"items":${rows[0]?.items ?? '[]'}}`);
}

const sendJson = (reply: FastifyReply, json: string): FastifyReply =>
  reply.header('content-type', 'application/json; charset=utf-8').send(json);

interface Search {
  readonly patientId: string;
  readonly limit: number;
}

interface CaseloadRow {
  readonly items: string;
  readonly counts: string;
  readonly people: string[] | null;
  readonly lastOn: string | null;
  readonly lastId: string | null;
}

interface Created {
  readonly id: string;
  readonly reference: string;
  readonly patientId: string;
  readonly submittedAt: Date;
  readonly providerName: string;
}
