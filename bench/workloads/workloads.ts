import type { Pool, QueryResultRow } from 'pg';
import { PATIENT_KIND, UNREFERRED } from '../data/generate.js';
import type { Allowance } from '../differences.js';
import type { Knock } from '../load/job.js';
import { SIZES, type Size, type WorkloadId } from '../options.js';
import { tokenOf } from './sign-ins.js';

/** What is asked of every server alike. */
export interface Workload {
  readonly id: WorkloadId;
  /** Each request may be made once only, because it changes something. */
  readonly once: boolean;
  /** Reads of a person's data: every answer must have left a row in the audit. */
  readonly leavesTrace: boolean;
  readonly allowance: Allowance;
  /** So many requests; of those that may be made once, the next ones that nobody has made. */
  knocks(count: number): Promise<readonly Knock[]>;
  /** Says how many of the last ones were made. */
  used(count: number): void;
}

const OPEN_WITH_WORKER = `('allocated','contacting','engaged','assessed','plan_agreed','active','on_hold','review_due')`;

/** Spread over the whole of the data, and the same ones in every run. */
const SPREAD = 'ORDER BY md5(referral.id::text)';

interface AskedRow extends QueryResultRow {
  readonly membership: string;
  readonly organisation: string;
  readonly id: string;
}

const get = ({ membership, organisation }: AskedRow, path: string): Knock => ({
  method: 'GET',
  path,
  token: tokenOf(membership),
  asker: `${membership} ${organisation}`,
  body: null,
});

const post = (row: AskedRow, path: string, body: object): Knock => ({
  ...get(row, path),
  method: 'POST',
  body: JSON.stringify(body),
});

export function workloadsOn(pool: Pool, size: Size): Record<WorkloadId, Workload> {
  return { W1: caseload(pool), W2: create(pool, size), W3: detail(pool), W6: auditOf(pool) };
}

/** A reading workload: its requests are drawn once and made again and again. */
function reading(
  pool: Pool,
  id: WorkloadId,
  allowance: Allowance,
  sql: string,
  knockOf: (row: AskedRow) => Knock,
): Workload {
  let drawn: Promise<Knock[]> | undefined;
  const draw = async (): Promise<Knock[]> => (await pool.query<AskedRow>(sql)).rows.map(knockOf);
  return {
    id,
    once: false,
    leavesTrace: true,
    allowance,
    knocks: async (count) => (await (drawn ??= draw())).slice(0, count),
    used: () => undefined,
  };
}

/** W1: a link worker opens their caseload. */
const caseload = (pool: Pool): Workload =>
  reading(
    pool,
    'W1',
    { opaque: ['nextCursor'] },
    `SELECT id AS membership, organisation_id AS organisation, id FROM membership
     WHERE role = 'link_worker' ORDER BY md5(id::text)`,
    (row) => get(row, '/api/v1/referrals/caseload'),
  );

/** W3: a link worker opens a referral of theirs. */
const detail = (pool: Pool): Workload =>
  reading(
    pool,
    'W3',
    {
      // Worked out by the domain's rules from what both of them read.
      onlyProduct: [
        'audience',
        'permittedCommands',
        'contactDefaults',
        'contactProposal',
        'timelineCursor',
      ],
      onlyPeer: ['contactFacts'],
    },
    `SELECT link_worker_id AS membership, provider_id AS organisation, id FROM referral
     WHERE status IN ${OPEN_WITH_WORKER} ${SPREAD} LIMIT 20000`,
    (row) => get(row, `/api/v1/referrals/${row.id}`),
  );

/** W6: an auditor asks who saw a person who was referred in the last weeks. */
const auditOf = (pool: Pool): Workload =>
  reading(
    pool,
    'W6',
    { onlyProduct: ['nextCursor', 'subject'] },
    `SELECT auditor.id AS membership, referral.provider_id AS organisation, referral.patient_id AS id
     FROM referral JOIN membership AS auditor
       ON auditor.organisation_id = referral.provider_id AND auditor.role = 'auditor'
     WHERE referral.submitted_at > now() - interval '85 days' ${SPREAD} LIMIT 20000`,
    (row) => post(row, '/api/v1/audit/search', { patientId: row.id, limit: 50 }),
  );

/** W2: a GP refers somebody on record whom nobody has referred yet. */
function create(pool: Pool, size: Size): Workload {
  let at = 0;
  return {
    id: 'W2',
    once: true,
    leavesTrace: false,
    allowance: {},
    knocks: async (count) => {
      if (at >= UNREFERRED) {
        throw new Error('Everybody is referred: ask for fewer rounds, or for fewer seconds.');
      }
      const from = SIZES[size] + at;
      const { rows } = await pool.query<ReferrerRow>(UNREFERRED_PEOPLE, [
        idOf(from),
        idOf(from + count),
      ]);
      return rows.map((row) => post(row, '/api/v1/referrals', aReferral(row)));
    },
    used: (count) => {
      at += count;
    },
  };
}

const UNREFERRED_PEOPLE = `
  SELECT referrer.id AS membership, patient.practice_id AS organisation, patient.id, agreement.provider_id AS provider
  FROM patient
  JOIN service_agreement AS agreement ON agreement.practice_id = patient.practice_id
  JOIN LATERAL (SELECT id FROM membership WHERE organisation_id = patient.practice_id AND role = 'referrer'
                ORDER BY id LIMIT 1) AS referrer ON true
  WHERE patient.id > $1 AND patient.id <= $2
  ORDER BY patient.id`;

interface ReferrerRow extends AskedRow {
  readonly provider: string;
}

/** The id of the n-th patient, as the generator counts them. */
const idOf = (n: number): string =>
  `${PATIENT_KIND.toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

const aReferral = ({ id, provider }: ReferrerRow): object => ({
  patientId: id,
  providerId: provider,
  priority: '1',
  needCodes: ['loneliness', 'physical_activity'],
  reason: 'Wants company since her husband died. Used to keep an allotment and misses it.',
  risk: { status: 'no_known_risk' },
  safeguarding: false,
  consent: { shareChoice: 'agreed', shareWithVenue: true, writeBackToGp: 'all' },
});
