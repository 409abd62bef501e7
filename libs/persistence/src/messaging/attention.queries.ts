import type { Actor } from '#domain/access/actor.js';
import { ATTENTION_STATES } from '#domain/messaging/message.js';
import { OPEN_STATUSES } from '#domain/referrals/referral.js';
import type { DataSource } from 'typeorm';
import { codesInSql, run, statement } from '../sql.js';

/** A message that a person has to look at, with what they need to tell it another way. */
export interface AttentionRow extends Record<string, unknown> {
  readonly id: string;
  readonly referralId: string;
  readonly reference: string;
  readonly patientId: string;
  readonly patientName: string;
  readonly rule: string;
  readonly channel: string;
  readonly state: string;
  readonly decision: string | null;
  readonly dueAt: Date;
  readonly stateAt: Date;
  readonly activityName: string;
  readonly startsAt: Date;
  readonly startsAtKey: string;
  readonly mobilePhone: string | null;
  readonly mayPhone: boolean;
}

const STATES = ATTENTION_STATES.map((state) => `'${state}'`).join(',');

const OPEN = codesInSql(OPEN_STATUSES);

/**
 * Nobody needs telling of a booking that no longer is, or once the referral has ended; but a message
 * that may have arrived may have told them of the booking.
 *
 * @param whose the SQL twin of `read_in_full`, for link workers or for leads
 */
const attentionText = (whose: string): string => `
   SELECT message.id, message.referral_id AS "referralId", referral.reference,
          message.patient_id AS "patientId", patient.given_name || ' ' || patient.family_name AS "patientName",
          message.rule, message.channel, message.state, message.decision, message.due_at AS "dueAt",
          message.state_at AS "stateAt", activity.name AS "activityName", session.starts_at AS "startsAt",
          session.starts_at::text AS "startsAtKey", reach.mobile_phone AS "mobilePhone",
          coalesce(reach.may_phone AND NOT reach.contact_prohibited AND reach.preferred_method <> 'no_phone', false)
            AS "mayPhone"
   FROM message
   JOIN referral ON referral.id = message.referral_id
   JOIN patient ON patient.id = message.patient_id
   JOIN booking ON booking.id = message.booking_id
   JOIN session ON session.id = booking.session_id
   JOIN activity ON activity.id = session.activity_id
   LEFT JOIN patient_contact AS reach ON reach.patient_id = patient.id AND reach.superseded_at IS NULL
   WHERE referral.provider_id = $1 AND ${whose} AND referral.status IN (${OPEN})
     AND message.handled_at IS NULL AND message.state IN (${STATES})
     AND (message.state = 'unconfirmed' OR (booking.status = 'booked' AND session.status = 'scheduled'
          AND booking.version = message.booking_version))
     AND ($3::timestamptz IS NULL OR (session.starts_at, message.id) > ($3::timestamptz, $4::uuid))
   ORDER BY session.starts_at, message.id
   LIMIT $5`;

const OWN = statement(
  'messages.attention_own',
  attentionText('referral.link_worker_id = $2::uuid'),
);
const OF_SERVICE = statement(
  'messages.attention_of_service',
  attentionText('$2::uuid IS NOT NULL'),
);

/** The messages that need this person: a link worker's own, or those of a lead's whole service. */
export function readAttention(
  db: DataSource,
  actor: Actor,
  after: { readonly startsAt: string; readonly id: string } | null,
  limit: number,
): Promise<AttentionRow[]> {
  return run<AttentionRow>(db, actor.role === 'team_lead' ? OF_SERVICE : OWN, [
    actor.organisationId,
    actor.membershipId,
    after?.startsAt ?? null,
    after?.id ?? null,
    limit,
  ]);
}
