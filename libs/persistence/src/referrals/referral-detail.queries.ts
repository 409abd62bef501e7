import type { Actor } from '#domain/access/actor.js';
import type { ReferralAudience } from '#domain/referrals/referral-policy.js';
import type { ReferralStatus } from '#domain/referrals/referral.js';
import type { DataSource } from 'typeorm';
import { run, statement, type Statement } from '../sql.js';
import {
  BOOKINGS,
  CONSENT,
  CONTACT_FACTS,
  MESSAGES,
  nameOfMember,
  nameOfOrganisation,
  PATIENT_IN_BRIEF,
  PATIENT_IN_FULL,
  timelinePage,
  timelineRows,
} from './referral-detail.sql.js';

/** A referral as one audience may see it: JSON text built by PostgreSQL, and the facts rules need. */
export interface ReferralDetailRow extends Record<string, unknown> {
  readonly id: string;
  readonly patientId: string;
  readonly practiceId: string;
  readonly providerId: string;
  readonly linkWorkerId: string | null;
  readonly status: ReferralStatus;
  readonly version: number;
  /** Local date by the database's clock, YYYY-MM-DD. */
  readonly today: string;
  readonly contactFacts: ContactFact[] | null;
  readonly json: string;
  readonly timeline: string;
  readonly lastAt: string | null;
  readonly lastId: string | null;
  readonly hasMore: boolean;
}

export interface ContactFact {
  readonly occurredAt: string;
  readonly mode: string;
  readonly outcome: string;
}

const HEAD = `
  'id', referral.id, 'reference', referral.reference, 'version', referral.version, 'status', referral.status,
  'priority', referral.priority, 'needCodes', referral.need_codes, 'submittedAt', referral.submitted_at,
  'practiceName', ${nameOfOrganisation('referral.practice_id')},
  'providerName', ${nameOfOrganisation('referral.provider_id')},
  'referrerName', ${nameOfMember('referral.referrer_id')},
  'linkWorker', CASE WHEN referral.link_worker_id IS NOT NULL THEN json_build_object(
     'id', referral.link_worker_id, 'name', ${nameOfMember('referral.link_worker_id')}) END,
  'nextStep', referral.next_step, 'nextStepOn', referral.next_step_on, 'nextSessionAt', referral.next_session_at,
  'reviewOn', referral.review_on, 'closedAt', referral.closed_at, 'outcomeCode', referral.outcome_code`;

const AS_REFERRED = `
  'reason', referral.reason, 'risk', json_build_object('status', referral.risk_status, 'detail', referral.risk_detail),
  'safeguarding', referral.safeguarding, 'consent', ${CONSENT}, 'bookings', ${BOOKINGS}`;

interface View {
  readonly where: string;
  /** Of whom this audience may know how they are reached; everybody unless told. */
  readonly reaches?: string;
  readonly body: string;
  readonly contactFacts: string;
  readonly timeline: string;
}

const NO_TIMELINE = `SELECT '[]'::json AS items, NULL::text AS last_at, NULL::uuid AS last_id, false AS has_more`;

/** What each audience is shown, and the SQL twin of the policy that makes somebody that audience. */
const VIEWS: Record<ReferralAudience, View> = {
  referrer: {
    where: 'referral.practice_id = $2',
    // Somebody who has left a practice is reached in ways that it is not told of.
    reaches: 'patient.practice_id = $2',
    body: `${HEAD}, 'patient', ${PATIENT_IN_FULL}, ${AS_REFERRED}`,
    contactFacts: 'NULL::json',
    timeline: timelinePage(timelineRows('sender', 'referral.id')),
  },
  lead: {
    where: `referral.provider_id = $2 AND referral.status <> 'draft'`,
    body: `${HEAD}, 'patient', ${PATIENT_IN_FULL}, ${AS_REFERRED}, 'messages', ${MESSAGES}`,
    contactFacts: CONTACT_FACTS,
    timeline: timelinePage(timelineRows('full', 'referral.id')),
  },
  assigned: {
    where: `referral.provider_id = $2 AND referral.link_worker_id = $3 AND referral.status <> 'draft'`,
    body: `${HEAD}, 'patient', ${PATIENT_IN_FULL}, ${AS_REFERRED}, 'messages', ${MESSAGES}`,
    contactFacts: CONTACT_FACTS,
    timeline: timelinePage(timelineRows('full', 'referral.id')),
  },
  colleague: {
    where: `referral.provider_id = $2 AND referral.link_worker_id IS DISTINCT FROM $3 AND referral.status <> 'draft'`,
    body: `${HEAD}, 'patient', ${PATIENT_IN_BRIEF}`,
    contactFacts: 'NULL::json',
    timeline: NO_TIMELINE,
  },
};

function detailStatement(audience: ReferralAudience): Statement {
  const { where, reaches = 'true', body, contactFacts, timeline } = VIEWS[audience];
  const asker = where.includes('$3') ? '' : 'AND ($3::uuid IS NOT NULL OR true)';
  return statement(
    `referrals.detail_${audience}`,
    `SELECT referral.id, referral.patient_id AS "patientId", referral.practice_id AS "practiceId",
            referral.provider_id AS "providerId", referral.link_worker_id AS "linkWorkerId",
            referral.status, referral.version,
            (now() AT TIME ZONE 'Europe/London')::date::text AS today, ${contactFacts} AS "contactFacts",
            json_build_object(${body})::text AS json,
            timeline.items::text AS timeline, timeline.last_at AS "lastAt", timeline.last_id AS "lastId",
            timeline.has_more AS "hasMore"
     FROM referral
     JOIN patient ON patient.id = referral.patient_id
     LEFT JOIN patient_contact AS reach ON reach.patient_id = patient.id AND reach.superseded_at IS NULL
       AND ${reaches}
     CROSS JOIN LATERAL (${timeline}) AS timeline
     WHERE referral.id = $1 AND ${where} ${asker}`,
  );
}

export const REFERRAL_DETAIL: Record<ReferralAudience, Statement> = {
  referrer: detailStatement('referrer'),
  lead: detailStatement('lead'),
  assigned: detailStatement('assigned'),
  colleague: detailStatement('colleague'),
};

/** The audiences somebody of a role can be, the one that sees most first. */
const AUDIENCES: Readonly<Record<Actor['role'], readonly ReferralAudience[]>> = {
  referrer: ['referrer'],
  team_lead: ['lead'],
  link_worker: ['assigned', 'colleague'],
  venue_staff: [],
  administrator: [],
  auditor: [],
};

/**
 * The referral as this actor may see it; null where they may not, or where there is none.
 * The SQL twin of `referralAudience`; a test holds the two equal.
 */
export async function readReferral(
  db: DataSource,
  actor: Actor,
  id: string,
): Promise<{ audience: ReferralAudience; row: ReferralDetailRow } | null> {
  for (const audience of AUDIENCES[actor.role]) {
    const values = [id, actor.organisationId, actor.membershipId];
    const [row] = await run<ReferralDetailRow>(db, REFERRAL_DETAIL[audience], values);
    if (row) return { audience, row };
  }
  return null;
}

export interface TimelinePageRow extends Record<string, unknown> {
  readonly items: string;
  readonly lastAt: string | null;
  readonly lastId: string | null;
  readonly hasMore: boolean;
}

const earlier = (view: 'full' | 'sender'): Statement =>
  statement(
    `referrals.timeline_${view}`,
    `SELECT page.items::text AS items, page.last_at AS "lastAt", page.last_id AS "lastId", page.has_more AS "hasMore"
     FROM (${timelinePage(timelineRows(view, '$1', 'AND (event.at, event.id) < ($2::timestamptz, $3::uuid)'))}) AS page`,
  );

const EARLIER = { full: earlier('full'), sender: earlier('sender') };

/** Lines of a timeline older than the given one. Who may read it is judged before. */
export async function readEarlierTimeline(
  db: DataSource,
  audience: ReferralAudience,
  referralId: string,
  before: { readonly at: string; readonly id: string },
): Promise<TimelinePageRow> {
  const view = audience === 'referrer' ? 'sender' : 'full';
  const [page] = await run<TimelinePageRow>(db, EARLIER[view], [referralId, before.at, before.id]);
  if (!page) throw new Error('An aggregate gave no row');
  return page;
}
