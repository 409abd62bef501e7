import { EVENT_OF, nextStatus } from '#domain/referrals/referral-lifecycle.js';
import type { RiskAnswer, ShareChoice } from '#domain/referrals/submission.js';
import type { Actor } from '#domain/access/actor.js';
import type { Priority } from '#domain/referrals/referral.js';
import { newId } from '#platform/ids/uuid.js';
import { statement } from '../sql.js';

/** A referral as it is stored, already judged by the rules of submission. */
export interface ReferralToCreate {
  readonly id: string;
  readonly patientId: string;
  readonly providerId: string;
  readonly priority: Priority;
  readonly sourceCode: string;
  readonly methodCode: string;
  readonly needCodes: readonly string[];
  readonly reason: string;
  readonly riskStatus: RiskAnswer;
  readonly riskDetail: string | null;
  readonly safeguarding: boolean;
  readonly shareChoice: ShareChoice;
  readonly granted: readonly string[];
  readonly refused: readonly string[];
  readonly writeBackScope: 'all' | 'codes_only' | 'none';
  readonly overrideReason: string | null;
}

/** Who asked, and by which key a repeat is recognised. */
export interface CreationContext {
  readonly actor: Actor;
  readonly route: string;
  readonly key: string;
  readonly fingerprint: Buffer;
  readonly requestId: string | null;
}

export interface CreatedReferralRow extends Record<string, unknown> {
  readonly patientFound: boolean;
  readonly providerFound: boolean;
  /** The five below are null when nothing was made. */
  readonly id: string | null;
  readonly reference: string | null;
  readonly submittedAt: Date | null;
  /** Local date, YYYY-MM-DD. */
  readonly submittedOn: string | null;
  readonly providerName: string | null;
  readonly contactWithinDays: number | null;
}

/**
 * The whole of a GP's referral in one statement and so in one transaction: the claimed key, the
 * referral, its consent, timeline, audit and outbox. Nothing is made when the person is not of this
 * practice, the service does not serve it, or the key was used before.
 */
export const CREATE_REFERRAL = statement(
  'referrals.create',
  `WITH known_patient AS (
     SELECT id FROM patient WHERE id = $2 AND practice_id = $3
   ), known_provider AS (
     SELECT organisation.id, organisation.name, organisation.contact_within_days
     FROM service_agreement JOIN organisation ON organisation.id = service_agreement.provider_id
     WHERE service_agreement.practice_id = $3 AND service_agreement.provider_id = $4
       AND service_agreement.ended_at IS NULL AND organisation.closed_at IS NULL
   ), claim AS (
     INSERT INTO idempotency_key (membership_id, route, key, fingerprint, resource_id)
     SELECT $5, $6, $7, $8, $1 FROM known_patient, known_provider
     ON CONFLICT DO NOTHING RETURNING resource_id
   ), created AS (
     INSERT INTO referral (id, patient_id, practice_id, provider_id, referrer_id, source_code, method_code,
       priority, status, need_codes, reason, risk_status, risk_detail, safeguarding, share_choice,
       override_reason, submitted_at)
     SELECT claim.resource_id, $2, $3, $4, $5, $9, $10, $11, $12, $13::text[], $14, $15, $16, $17::boolean, $18, $19, now()
     FROM claim
     RETURNING id, reference, submitted_at, (submitted_at AT TIME ZONE 'Europe/London')::date::text AS submitted_on
   ), recorded_consent AS (
     INSERT INTO consent (id, patient_id, referral_id, granted, refused, write_back_scope, recorded_by)
     SELECT $20, $2, id, $21::text[], $22::text[], $23, $5 FROM created
   ), told AS (
     INSERT INTO timeline_event (id, referral_id, kind, actor_id, data)
     SELECT $24, id, $25, $5, $26::jsonb FROM created
   ), audited AS (
     INSERT INTO audit_event (id, actor_id, organisation_id, provider_id, action, entity, entity_id, patient_id, request_id)
     SELECT $27, $5, $3, $4, 'referral.created', 'referral', id, $2, $28 FROM created
   ), queued AS (
     INSERT INTO outbox (id, type, payload)
     SELECT $29, $25, jsonb_build_object('referralId', id) FROM created
   )
   SELECT EXISTS (SELECT FROM known_patient) AS "patientFound",
          EXISTS (SELECT FROM known_provider) AS "providerFound",
          created.id, created.reference, created.submitted_at AS "submittedAt",
          created.submitted_on AS "submittedOn",
          known_provider.name AS "providerName", known_provider.contact_within_days AS "contactWithinDays"
   FROM (SELECT 1) AS one LEFT JOIN created ON true LEFT JOIN known_provider ON true`,
);

/** The values of `CREATE_REFERRAL`, in its order. */
export function createReferralValues(
  referral: ReferralToCreate,
  { actor, route, key, fingerprint, requestId }: CreationContext,
): unknown[] {
  const status = nextStatus('draft', 'submit');
  const captured = { needs: referral.needCodes, priority: referral.priority };
  return [
    referral.id,
    referral.patientId,
    actor.organisationId,
    referral.providerId,
    actor.membershipId,
    route,
    key,
    fingerprint,
    referral.sourceCode,
    referral.methodCode,
    referral.priority,
    status,
    referral.needCodes,
    referral.reason,
    referral.riskStatus,
    referral.riskDetail,
    referral.safeguarding,
    referral.shareChoice,
    referral.overrideReason,
    newId(),
    referral.granted,
    referral.refused,
    referral.writeBackScope,
    newId(),
    EVENT_OF.submit,
    JSON.stringify(captured),
    newId(),
    requestId,
    newId(),
  ];
}

/** What an earlier request with the same key made, as the answer to a repeat is built from it. */
export const CREATED_EARLIER = statement(
  'referrals.created_earlier',
  `SELECT idempotency_key.fingerprint, idempotency_key.resource_id AS "resourceId",
          referral.reference, referral.submitted_at AS "submittedAt",
          (referral.submitted_at AT TIME ZONE 'Europe/London')::date::text AS "submittedOn", referral.patient_id AS "patientId",
          organisation.name AS "providerName", organisation.contact_within_days AS "contactWithinDays"
   FROM idempotency_key
   JOIN referral ON referral.id = idempotency_key.resource_id
   JOIN organisation ON organisation.id = referral.provider_id
   WHERE idempotency_key.membership_id = $1 AND idempotency_key.route = $2 AND idempotency_key.key = $3`,
);

export interface CreatedEarlierRow extends Record<string, unknown> {
  readonly fingerprint: Buffer;
  readonly resourceId: string;
  readonly reference: string;
  readonly submittedAt: Date;
  readonly submittedOn: string;
  readonly patientId: string;
  readonly providerName: string;
  readonly contactWithinDays: number;
}
