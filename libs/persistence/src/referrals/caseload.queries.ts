import { OPEN_STATUSES } from '#domain/referrals/referral.js';
import type { DataSource } from 'typeorm';
import { codesInSql, run, statement } from '../sql.js';

const OPEN = codesInSql(OPEN_STATUSES);
const TODAY = `(now() AT TIME ZONE 'Europe/London')::date`;

/** Which part of a caseload is wanted, and from where on. */
export interface CaseloadFilter {
  readonly linkWorkerId: string;
  /** The asker's own service: the SQL twin of the policy's `read`. */
  readonly providerId: string;
  readonly statuses: readonly string[] | null;
  readonly needs: readonly string[] | null;
  readonly due: 'late' | 'today' | 'week' | null;
  /** A piece of a name, an NHS number without spaces, or a reference. */
  readonly term: string | null;
  readonly after: { readonly nextStepOn: string; readonly id: string } | null;
  readonly limit: number;
}

export interface CaseloadPageRow extends Record<string, unknown> {
  /** JSON text of the rows, built by PostgreSQL and passed on as it is. */
  readonly items: string;
  readonly counts: string;
  readonly patientIds: string[] | null;
  readonly lastOn: string | null;
  readonly lastId: string | null;
  readonly hasMore: boolean;
}

const pageText = (extra: string): string => `
  WITH page AS (
    SELECT referral.id, referral.reference, referral.patient_id, referral.status, referral.priority,
           referral.need_codes, referral.next_step, referral.next_step_on, referral.next_session_at,
           referral.safeguarding, referral.risk_status, referral.submitted_at, referral.version,
           patient.given_name || ' ' || patient.family_name AS patient_name, patient.nhs_number,
           practice.name AS practice_name,
           row_number() OVER (ORDER BY referral.next_step_on, referral.id) AS position
    FROM referral
    JOIN patient ON patient.id = referral.patient_id
    JOIN organisation AS practice ON practice.id = referral.practice_id
    WHERE referral.link_worker_id = $1 AND referral.status IN (${OPEN})
      AND referral.provider_id = $2
      AND (referral.next_step_on, referral.id) > ($3::date, $4::uuid)
      ${extra}
    ORDER BY referral.next_step_on, referral.id
    LIMIT $5::int + 1
  ), due AS (
    SELECT count(*) FILTER (WHERE next_step_on < ${TODAY}) AS late,
           count(*) FILTER (WHERE next_step_on = ${TODAY}) AS today,
           count(*) FILTER (WHERE next_step_on BETWEEN ${TODAY} AND ${TODAY} + 7) AS week,
           count(*) AS open
    FROM referral WHERE link_worker_id = $1 AND status IN (${OPEN}) AND provider_id = $2
  )
  SELECT
    (SELECT json_build_object('late', late, 'today', today, 'week', week, 'open', open) FROM due)::text AS counts,
    coalesce(json_agg(json_build_object(
      'id', id, 'reference', reference, 'patientId', patient_id, 'patientName', patient_name,
      'nhsNumber', nhs_number, 'status', status, 'priority', priority, 'needCodes', need_codes,
      'nextStep', next_step, 'nextStepOn', next_step_on, 'nextSessionAt', next_session_at,
      'practiceName', practice_name, 'submittedAt', submitted_at, 'safeguarding', safeguarding,
      'riskRecorded', risk_status = 'risk_recorded', 'version', version) ORDER BY position)
      FILTER (WHERE position <= $5::int), '[]')::text AS items,
    array_agg(patient_id) FILTER (WHERE position <= $5::int) AS "patientIds",
    (array_agg(next_step_on::text ORDER BY position) FILTER (WHERE position = $5::int))[1] AS "lastOn",
    (array_agg(id ORDER BY position) FILTER (WHERE position = $5::int))[1] AS "lastId",
    coalesce(max(position) > $5::int, false) AS "hasMore"
  FROM page`;

const FILTERS = `
  AND ($6::text[] IS NULL OR referral.status = ANY ($6::text[]))
  AND ($7::text[] IS NULL OR referral.need_codes && $7::text[])
  AND ($8::text IS NULL
    OR ($8 = 'late' AND referral.next_step_on < ${TODAY})
    OR ($8 = 'today' AND referral.next_step_on = ${TODAY})
    OR ($8 = 'week' AND referral.next_step_on BETWEEN ${TODAY} AND ${TODAY} + 7))
  AND ($9::text IS NULL
    OR patient.given_name || ' ' || patient.family_name ILIKE '%' || $9 || '%'
    OR patient.preferred_name ILIKE '%' || $9 || '%'
    OR patient.nhs_number = replace($9, ' ', '')
    OR referral.reference = upper($9))`;

export const CASELOAD = statement('referrals.caseload', pageText(''));
const CASELOAD_FILTERED = statement('referrals.caseload_filtered', pageText(FILTERS));

const FIRST_DAY = '0001-01-01';
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** One page of a caseload by next step due, with the counts of the due tiles, in one round trip. */
export async function readCaseload(
  db: DataSource,
  filter: CaseloadFilter,
): Promise<CaseloadPageRow> {
  const { statuses, needs, due, term } = filter;
  const values: unknown[] = [
    filter.linkWorkerId,
    filter.providerId,
    filter.after?.nextStepOn ?? FIRST_DAY,
    filter.after?.id ?? FIRST_ID,
    filter.limit,
  ];
  const filtered = [statuses, needs, due, term].some((part) => part !== null);
  const [page] = filtered
    ? await run<CaseloadPageRow>(db, CASELOAD_FILTERED, [
        ...values,
        statuses,
        needs,
        due,
        term && escapeLike(term),
      ])
    : await run<CaseloadPageRow>(db, CASELOAD, values);
  if (!page) throw new Error('An aggregate gave no row');
  return page;
}

const escapeLike = (term: string): string => term.replace(/[\\%_]/g, '\\$&');
