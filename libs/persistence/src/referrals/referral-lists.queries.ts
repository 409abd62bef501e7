import type { DataSource } from 'typeorm';
import { run, statement } from '../sql.js';
import { codesForSender, LAST_EVENT_CODES } from './referral-detail.sql.js';

/** A page of a list: rows ready to present, and everybody who is on it. */
export interface SentReferralRow extends Record<string, unknown> {
  readonly id: string;
  readonly reference: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly submittedAt: Date;
  readonly status: string;
  readonly providerName: string;
  readonly linkWorkerName: string | null;
  readonly updatedAtKey: string;
  readonly lastEvent: { kind: string; at: string; data: Record<string, unknown> } | null;
}

const SENT = statement(
  'referrals.sent',
  `SELECT referral.id, referral.reference, referral.patient_id AS "patientId",
          patient.given_name || ' ' || patient.family_name AS "patientName",
          referral.submitted_at AS "submittedAt", referral.status, provider.name AS "providerName",
          account.display_name AS "linkWorkerName", referral.updated_at::text AS "updatedAtKey",
          last_event.event AS "lastEvent"
   FROM referral
   JOIN patient ON patient.id = referral.patient_id
   JOIN organisation AS provider ON provider.id = referral.provider_id
   LEFT JOIN membership AS worker ON worker.id = referral.link_worker_id
   LEFT JOIN user_account AS account ON account.id = worker.user_id
   LEFT JOIN LATERAL (
     SELECT json_build_object('kind', event.kind, 'at', event.at, 'data',
       ${codesForSender(LAST_EVENT_CODES)}) AS event
     FROM timeline_event AS event
     WHERE event.referral_id = referral.id AND event.kind NOT LIKE 'message.%'
     ORDER BY event.at DESC, event.id DESC LIMIT 1
   ) AS last_event ON true
   WHERE referral.practice_id = $1
     AND ($2::timestamptz IS NULL OR (referral.updated_at, referral.id) < ($2::timestamptz, $3::uuid))
   ORDER BY referral.updated_at DESC, referral.id DESC
   LIMIT $4`,
);

/** What a practice has sent, newest change first: the SQL twin of `read` for its referrers. */
export function readSentReferrals(
  db: DataSource,
  practiceId: string,
  after: { readonly updatedAt: string; readonly id: string } | null,
  limit: number,
): Promise<SentReferralRow[]> {
  return run<SentReferralRow>(db, SENT, [
    practiceId,
    after?.updatedAt ?? null,
    after?.id ?? null,
    limit,
  ]);
}

export interface NewReferralRow extends Record<string, unknown> {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
  readonly patientId: string;
  readonly patientName: string;
  readonly needCodes: string[];
  readonly priority: '1' | '2';
  readonly status: string;
  readonly practiceId: string;
  readonly practiceName: string;
  readonly submittedAt: Date;
  readonly submittedAtKey: string;
  readonly safeguarding: boolean;
}

const NEW = statement(
  'referrals.new',
  `SELECT referral.id, referral.reference, referral.version, referral.patient_id AS "patientId",
          patient.given_name || ' ' || patient.family_name AS "patientName",
          referral.need_codes AS "needCodes", referral.priority, referral.status,
          referral.practice_id AS "practiceId", practice.name AS "practiceName",
          referral.submitted_at AS "submittedAt", referral.submitted_at::text AS "submittedAtKey",
          referral.safeguarding
   FROM referral
   JOIN patient ON patient.id = referral.patient_id
   JOIN organisation AS practice ON practice.id = referral.practice_id
   WHERE referral.provider_id = $1 AND referral.status IN ('submitted','triage','accepted','waiting')
     AND ($2::timestamptz IS NULL OR (referral.submitted_at, referral.id) > ($2::timestamptz, $3::uuid))
   ORDER BY referral.submitted_at, referral.id
   LIMIT $4`,
);

/** What waits to be shared out, oldest first: the SQL twin of `read` for the service's team lead. */
export function readNewReferrals(
  db: DataSource,
  providerId: string,
  after: { readonly submittedAt: string; readonly id: string } | null,
  limit: number,
): Promise<NewReferralRow[]> {
  return run<NewReferralRow>(db, NEW, [
    providerId,
    after?.submittedAt ?? null,
    after?.id ?? null,
    limit,
  ]);
}

export interface TeamRow extends Record<string, unknown> {
  readonly linkWorkerId: string;
  readonly name: string;
  readonly caseloadLimit: number | null;
  readonly openCount: number;
  readonly lateCount: number;
  readonly newThisMonth: number;
  readonly practiceIds: string[];
}

const TEAM = statement(
  'referrals.team',
  `SELECT membership.id AS "linkWorkerId", account.display_name AS name,
          membership.caseload_limit AS "caseloadLimit",
          count(referral.id)::int AS "openCount",
          (count(referral.id) FILTER (WHERE referral.next_step_on < (now() AT TIME ZONE 'Europe/London')::date))::int AS "lateCount",
          (count(referral.id) FILTER (WHERE referral.allocated_at >= date_trunc('month', now() AT TIME ZONE 'Europe/London') AT TIME ZONE 'Europe/London'))::int AS "newThisMonth",
          coalesce(array_agg(DISTINCT referral.practice_id) FILTER (WHERE referral.id IS NOT NULL), '{}') AS "practiceIds"
   FROM membership
   JOIN user_account AS account ON account.id = membership.user_id AND account.disabled_at IS NULL
   LEFT JOIN referral ON referral.link_worker_id = membership.id
     AND referral.status IN ('allocated','contacting','engaged','assessed','plan_agreed','active','on_hold','review_due','reopened')
   WHERE membership.organisation_id = $1 AND membership.role = 'link_worker' AND membership.ended_at IS NULL
   GROUP BY membership.id, account.display_name
   ORDER BY account.display_name, membership.id`,
);

/** The link workers of a service with how much each has on now. */
export function readTeam(db: DataSource, providerId: string): Promise<TeamRow[]> {
  return run<TeamRow>(db, TEAM, [providerId]);
}
