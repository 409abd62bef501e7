import type { Actor } from '#domain/access/actor.js';
import { OPEN_STATUSES } from '#domain/referrals/referral.js';
import type { DataSource, EntityManager } from 'typeorm';
import { codesInSql, run, statement } from '../sql.js';
import { SAFE_CONTACT } from './safe-contact.sql.js';

const OPEN = codesInSql(OPEN_STATUSES);

/** A row with one JSON value, built field by field in SQL. */
export interface JsonRow<T> extends Record<string, unknown> {
  readonly id: string;
  readonly json: T;
}

export interface FoundPatient {
  readonly id: string;
  readonly [field: string]: unknown;
}

const FIND = statement(
  'patients.find',
  `SELECT patient.id, json_build_object(
     'id', patient.id, 'nhsNumber', patient.nhs_number, 'givenName', patient.given_name,
     'familyName', patient.family_name, 'preferredName', patient.preferred_name, 'birthDate', patient.birth_date,
     'mobilePhone', reach.mobile_phone, 'email', reach.email, 'safeContact', ${SAFE_CONTACT},
     'openReferrals', (
       SELECT coalesce(json_agg(json_build_object('id', referral.id, 'reference', referral.reference,
         'providerId', referral.provider_id, 'providerName', provider.name, 'linkWorkerName', account.display_name,
         'submittedAt', referral.submitted_at, 'status', referral.status) ORDER BY referral.submitted_at DESC), '[]')
       FROM referral
       JOIN organisation AS provider ON provider.id = referral.provider_id
       LEFT JOIN membership AS worker ON worker.id = referral.link_worker_id
       LEFT JOIN user_account AS account ON account.id = worker.user_id
       WHERE referral.patient_id = patient.id AND referral.practice_id = $2 AND referral.status IN (${OPEN}))) AS json
   FROM patient
   LEFT JOIN patient_contact AS reach ON reach.patient_id = patient.id AND reach.superseded_at IS NULL
   WHERE patient.nhs_number = $1 AND patient.practice_id = $2`,
);

/** A person of this practice by NHS number, with the referrals that are open for them. */
export async function findPatient(
  db: DataSource,
  practiceId: string,
  nhsNumber: string,
): Promise<FoundPatient | null> {
  const [row] = await run<JsonRow<FoundPatient>>(db, FIND, [nhsNumber, practiceId]);
  return row?.json ?? null;
}

const mayReachThrough = (referrals: string): Readonly<Record<Actor['role'], string>> => ({
  referrer: `patient.practice_id = $2 AND $3::uuid IS NOT NULL`,
  team_lead: `$3::uuid IS NOT NULL AND EXISTS (SELECT FROM referral WHERE patient_id = patient.id AND provider_id = $2
                AND ${referrals})`,
  link_worker: `EXISTS (SELECT FROM referral WHERE patient_id = patient.id AND provider_id = $2 AND link_worker_id = $3
                AND ${referrals})`,
  venue_staff: 'false',
  administrator: 'false',
  auditor: 'false',
});

/**
 * Whose contact details an actor may see: the SQL twin of `read_in_full` of any of the person's
 * referrals, and a practice's own patients.
 */
const MAY_SEE = mayReachThrough(`status <> 'draft'`);

/** Whose they may change: the twin of `record_contact`, so not those of a referral that has ended. */
const MAY_CHANGE = mayReachThrough(`status IN (${OPEN})`);

export interface ContactDetailsRow {
  readonly patientId: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

const detailsText = (role: Actor['role']): string => `
  SELECT patient.id, json_build_object(
    'patientId', patient.id, 'version', patient.version, 'mobilePhone', reach.mobile_phone,
    'homePhone', reach.home_phone, 'email', reach.email, 'addressLines', coalesce(reach.address_lines, '{}'),
    'postcode', reach.postcode, 'safeContact', ${SAFE_CONTACT}, 'recordedAt', reach.recorded_at,
    'recordedByName', account.display_name) AS json
  FROM patient
  JOIN patient_contact AS reach ON reach.patient_id = patient.id AND reach.superseded_at IS NULL
  LEFT JOIN membership ON membership.id = reach.recorded_by
  LEFT JOIN user_account AS account ON account.id = membership.user_id
  WHERE patient.id = $1 AND ${MAY_SEE[role]}`;

/** How somebody is reached; null where there is no such person or the actor may not know. */
export async function readContactDetails(
  db: DataSource,
  actor: Actor,
  patientId: string,
): Promise<ContactDetailsRow | null> {
  if (MAY_SEE[actor.role] === 'false') return null;
  const read = statement(`patients.contact_${actor.role}`, detailsText(actor.role));
  const [row] = await run<JsonRow<ContactDetailsRow>>(db, read, [
    patientId,
    actor.organisationId,
    actor.membershipId,
  ]);
  return row?.json ?? null;
}

/** Whether an actor may change how somebody is reached. */
export async function mayChangeReach(
  tx: EntityManager,
  actor: Actor,
  patientId: string,
): Promise<boolean> {
  if (MAY_CHANGE[actor.role] === 'false') return false;
  const rows = await tx.query<unknown[]>(
    `SELECT 1 FROM patient WHERE id = $1 AND ${MAY_CHANGE[actor.role]}`,
    [patientId, actor.organisationId, actor.membershipId],
  );
  return rows.length > 0;
}

/** Referrals of a person that are open, for the line that tells their timelines of a change. */
export async function openReferralsOf(
  tx: EntityManager,
  patientId: string,
): Promise<{ id: string; providerId: string }[]> {
  return tx.query<{ id: string; providerId: string }[]>(
    `SELECT id, provider_id AS "providerId" FROM referral WHERE patient_id = $1 AND status IN (${OPEN}) ORDER BY id`,
    [patientId],
  );
}
