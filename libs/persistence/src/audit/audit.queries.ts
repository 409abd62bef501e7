import type { DataSource } from 'typeorm';
import { run, statement } from '../sql.js';

/** Whose trail is read, by an auditor or administrator of which organisation, and when. */
export interface AuditFilter {
  readonly organisationId: string;
  readonly patientId: string | null;
  readonly actorEmail: string | null;
  readonly actions: readonly string[] | null;
  /** Instants; the first is in, the last is not. */
  readonly from: Date;
  readonly to: Date;
  readonly before: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
}

export interface AuditPageRow extends Record<string, unknown> {
  readonly items: string;
  readonly lastAt: string | null;
  readonly lastId: string | null;
  readonly hasMore: boolean;
  /** The person's latest referral that concerns the organisation; null when there is none, or no person. */
  readonly subjectReference: string | null;
}

/**
 * What an organisation may read of the trail: what its own people did, and what anybody did with
 * the referrals of its service.
 */
const OWN = '(event.provider_id = $1 OR event.organisation_id = $1)';

/**
 * People and referrals are looked up once each and not once a line: a page is the work of few people
 * on few referrals.
 */
const pageText = (where: string): string => `
  WITH page AS (
    SELECT event.id, event.at, event.actor_id, event.action, event.entity, event.entity_id, event.outcome, event.detail,
           CASE WHEN event.entity = 'referral' THEN event.entity_id
                WHEN event.detail ? 'referralId' THEN (event.detail ->> 'referralId')::uuid END AS referral_id
    FROM audit_event AS event
    WHERE ${OWN} AND event.at >= $2 AND event.at < $3
      AND ($4::timestamptz IS NULL OR (event.at, event.id) < ($4::timestamptz, $5::uuid)) ${where}
    ORDER BY event.at DESC, event.id DESC
    LIMIT $6::int + 1
  ), shown AS (
    SELECT * FROM page ORDER BY at DESC, id DESC LIMIT $6::int
  ), actor AS (
    SELECT membership.id, account.display_name AS name, membership.role, organisation.name AS organisation_name
    FROM membership
    JOIN user_account AS account ON account.id = membership.user_id
    JOIN organisation ON organisation.id = membership.organisation_id
    WHERE membership.id = ANY (ARRAY(SELECT DISTINCT actor_id FROM shown))
  ), named AS (
    SELECT id, reference FROM referral WHERE id = ANY (ARRAY(SELECT DISTINCT referral_id FROM shown))
  ), line AS (
    SELECT shown.id, shown.at, actor.name AS "actorName", actor.role AS "actorRole",
           actor.organisation_name AS "organisationName", shown.action, shown.entity,
           shown.entity_id AS "entityId", named.reference, shown.outcome, shown.detail
    FROM shown
    LEFT JOIN actor ON actor.id = shown.actor_id
    LEFT JOIN named ON named.id = shown.referral_id
    ORDER BY shown.at DESC, shown.id DESC
  )
  SELECT (SELECT coalesce(json_agg(line), '[]')::text FROM line) AS items,
         last.at::text AS "lastAt", last.id AS "lastId",
         (SELECT count(*) FROM page) > $6::int AS "hasMore",
         (SELECT own.reference FROM referral AS own
          WHERE own.patient_id = $7::uuid AND (own.provider_id = $1 OR own.practice_id = $1)
          ORDER BY own.submitted_at DESC LIMIT 1) AS "subjectReference"
  FROM (SELECT 1) AS one
  LEFT JOIN (SELECT at, id FROM shown ORDER BY at, id LIMIT 1) AS last ON true`;

export const AUDIT_OF_PATIENT = statement(
  'audit.of_patient',
  pageText('AND event.patient_id = $7'),
);

const AUDIT_FILTERED = statement(
  'audit.filtered',
  pageText(`
    AND ($7::uuid IS NULL OR event.patient_id = $7)
    AND ($8::uuid[] IS NULL OR event.actor_id = ANY ($8))
    AND ($9::text[] IS NULL OR event.action = ANY ($9))`),
);

/** One page of the trail, newest first, in one round trip. */
export async function readAudit(
  db: DataSource,
  filter: AuditFilter,
  actorIds: readonly string[] | null,
): Promise<AuditPageRow> {
  const { patientId, actions, before } = filter;
  const values = [
    filter.organisationId,
    filter.from,
    filter.to,
    before?.at ?? null,
    before?.id ?? null,
    filter.limit,
  ];
  const onlyPatient = patientId !== null && actorIds === null && actions === null;
  const [page] = onlyPatient
    ? await run<AuditPageRow>(db, AUDIT_OF_PATIENT, [...values, patientId])
    : await run<AuditPageRow>(db, AUDIT_FILTERED, [...values, patientId, actorIds, actions]);
  if (!page) throw new Error('An aggregate gave no row');
  return page;
}

export interface ListViewRow extends Record<string, unknown> {
  readonly actorName: string | null;
  readonly actorRole: string | null;
  readonly organisationName: string | null;
  readonly day: string;
  readonly action: string;
  readonly entity: string;
  readonly times: number;
}

const LIST_VIEWS = statement(
  'audit.list_views',
  `SELECT account.display_name AS "actorName", membership.role AS "actorRole",
          organisation.name AS "organisationName",
          (event.at AT TIME ZONE 'Europe/London')::date::text AS day, event.action, event.entity,
          count(*)::int AS times
   FROM audit_event AS event
   LEFT JOIN membership ON membership.id = event.actor_id
   LEFT JOIN user_account AS account ON account.id = membership.user_id
   LEFT JOIN organisation ON organisation.id = membership.organisation_id
   WHERE ${OWN} AND event.at >= $2 AND event.at < $3 AND event.subject_ids @> ARRAY[$4::uuid]
   GROUP BY 1, 2, 3, 4, 5, 6
   ORDER BY day DESC, "actorName", event.action
   LIMIT 200`,
);

/** How often somebody appeared in lists that people opened, by person and day. */
export function readListViews(
  db: DataSource,
  organisationId: string,
  patientId: string,
  range: { readonly from: Date; readonly to: Date },
): Promise<ListViewRow[]> {
  return run<ListViewRow>(db, LIST_VIEWS, [organisationId, range.from, range.to, patientId]);
}

const FOUND =
  'SELECT referral.patient_id, reference, submitted_at, provider_id, referral.practice_id';

/** One branch for each way to name somebody, so that each is found by its own index. */
const SUBJECT = statement(
  'audit.subject',
  `SELECT patient_id AS "patientId", reference
   FROM (
     ${FOUND} FROM referral JOIN patient ON patient.id = referral.patient_id WHERE patient.nhs_number = $2
     UNION ALL ${FOUND} FROM referral WHERE reference = $3
     UNION ALL ${FOUND} FROM referral WHERE patient_id = $4::uuid
   ) AS named
   WHERE provider_id = $1 OR practice_id = $1
   ORDER BY submitted_at DESC LIMIT 1`,
);

/** The person a search is about, when a referral of theirs concerns this organisation. */
export async function findSubject(
  db: DataSource,
  organisationId: string,
  by: {
    readonly nhsNumber: string | null;
    readonly reference: string | null;
    readonly patientId: string | null;
  },
): Promise<{ patientId: string; reference: string } | null> {
  const [row] = await run<{ patientId: string; reference: string }>(db, SUBJECT, [
    organisationId,
    by.nhsNumber,
    by.reference,
    by.patientId,
  ]);
  return row ?? null;
}

const ACTORS = statement(
  'audit.actors',
  `SELECT membership.id FROM membership JOIN user_account ON user_account.id = membership.user_id
   WHERE user_account.email = lower($1)`,
);

/** Every role, past and present, of the account with this e-mail. */
export async function membershipIdsOf(db: DataSource, email: string): Promise<string[]> {
  const rows = await run<{ id: string }>(db, ACTORS, [email]);
  return rows.map(({ id }) => id);
}
