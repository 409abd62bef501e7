import type { PatientFacts, PersonFacts } from '#domain/patients/patient.js';
import type { Protection, SafeContact } from '#domain/patients/safe-contact.js';
import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';
import { lockName } from '../sql.js';

/** How to reach somebody, as it is stored; each change is a new row that supersedes the old one. */
export interface ReachToStore {
  readonly mobilePhone: string | null;
  readonly homePhone: string | null;
  readonly email: string | null;
  readonly addressLines: readonly string[];
  readonly postcode: string | null;
  readonly safeContact: SafeContact;
  readonly reason: string | null;
}

export interface AccessNeedToStore {
  readonly code: string;
  readonly detail: string | null;
  readonly shareWithVenue: boolean;
  readonly venueWording: string | null;
}

export async function insertPatient(
  tx: EntityManager,
  facts: PatientFacts,
  context: { readonly id: string; readonly practiceId: string; readonly createdBy: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO patient (id, nhs_number, nhs_number_absent_reason, given_name, family_name, preferred_name, title,
       pronouns, birth_date, gender, ethnicity, sexual_orientation, carer_status, language, interpreter_required,
       written_format, practice_id, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      context.id,
      facts.nhsNumber,
      facts.nhsNumberAbsentReason,
      facts.givenName,
      facts.familyName,
      facts.preferredName,
      facts.title,
      facts.pronouns,
      facts.birthDate,
      facts.gender,
      facts.ethnicity,
      facts.sexualOrientation,
      facts.carerStatus,
      facts.language ?? 'en',
      facts.interpreterRequired,
      facts.writtenFormat,
      context.practiceId,
      context.createdBy,
    ],
  );
}

/**
 * Supersedes how somebody was reached and writes how they are reached now. Where they live on the
 * map stays with the postcode.
 */
export async function supersedeReach(
  tx: EntityManager,
  patientId: string,
  recordedBy: string,
  reach: ReachToStore,
): Promise<void> {
  const { safeContact: safe } = reach;
  const [superseded] = await tx.query<[Location[], number]>(
    `UPDATE patient_contact SET superseded_at = now() WHERE patient_id = $1 AND superseded_at IS NULL
     RETURNING postcode, latitude, longitude`,
    [patientId],
  );
  const home = superseded.find(({ postcode }) => postcode === reach.postcode);
  await tx.query(
    `INSERT INTO patient_contact (id, patient_id, mobile_phone, home_phone, email, address_lines, postcode,
       preferred_method, may_phone, may_text, may_email, may_post, may_leave_message, safe_from, safe_to,
       code_word, contact_prohibited, reason, recorded_by, latitude, longitude)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
    [
      newId(),
      patientId,
      reach.mobilePhone,
      reach.homePhone,
      reach.email,
      reach.addressLines,
      reach.postcode,
      safe.preferredMethod,
      safe.mayPhone,
      safe.mayText,
      safe.mayEmail,
      safe.mayPost,
      safe.mayLeaveMessage,
      safe.safeFrom,
      safe.safeTo,
      safe.codeWord,
      safe.contactProhibited,
      reach.reason,
      recordedBy,
      home?.latitude ?? null,
      home?.longitude ?? null,
    ],
  );
}

interface Location {
  readonly postcode: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** The rules that keep somebody safe, as they are recorded now. */
export async function protectionOf(
  tx: EntityManager,
  patientId: string,
): Promise<Protection | null> {
  const [protection] = await tx.query<Protection[]>(
    `SELECT contact_prohibited AS "contactProhibited", code_word AS "codeWord",
            to_char(safe_from, 'HH24:MI') AS "safeFrom", to_char(safe_to, 'HH24:MI') AS "safeTo"
     FROM patient_contact WHERE patient_id = $1 AND superseded_at IS NULL`,
    [patientId],
  );
  return protection ?? null;
}

export async function insertAccessNeeds(
  tx: EntityManager,
  patientId: string,
  recordedBy: string,
  needs: readonly AccessNeedToStore[],
): Promise<void> {
  for (const need of needs) {
    await tx.query(
      `INSERT INTO access_need (id, patient_id, code, detail, share_with_venue, venue_wording, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [
        newId(),
        patientId,
        need.code,
        need.detail,
        need.shareWithVenue,
        need.venueWording,
        recordedBy,
      ],
    );
  }
}

export interface KnownPatient {
  readonly id: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly practiceId: string;
}

/** Locks the record that holds an NHS number, so that two practices do not both make one. */
export async function lockPatientByNhsNumber(
  tx: EntityManager,
  nhsNumber: string,
): Promise<KnownPatient | null> {
  await lockName(tx, `nhs-number:${nhsNumber}`);
  const [known] = await tx.query<KnownPatient[]>(
    `SELECT id, family_name AS "familyName", birth_date::text AS "birthDate", practice_id AS "practiceId"
     FROM patient WHERE nhs_number = $1 FOR NO KEY UPDATE`,
    [nhsNumber],
  );
  return known ?? null;
}

/** The person is registered with another practice now. */
export async function movePatient(
  tx: EntityManager,
  patientId: string,
  practiceId: string,
): Promise<void> {
  await tx.query(`UPDATE patient SET practice_id = $2, version = version + 1 WHERE id = $1`, [
    patientId,
    practiceId,
  ]);
}

/**
 * Who somebody is, as recorded; locked until the transaction ends. Not against rows that refer to
 * the person: whoever has locked a referral writes such rows, and would be waited for in turn.
 */
export interface RecordedPatient extends PersonFacts {
  readonly id: string;
  readonly practiceId: string;
  readonly version: number;
}

export async function lockPatient(tx: EntityManager, id: string): Promise<RecordedPatient | null> {
  const [recorded] = await tx.query<RecordedPatient[]>(
    `SELECT patient.id, practice_id AS "practiceId", version, nhs_number AS "nhsNumber",
            nhs_number_absent_reason AS "nhsNumberAbsentReason", given_name AS "givenName",
            family_name AS "familyName", preferred_name AS "preferredName", birth_date::text AS "birthDate",
            gender, ethnicity, language, interpreter_required AS "interpreterRequired",
            written_format AS "writtenFormat", coalesce(reach.address_lines, '{}') AS "addressLines", reach.postcode
     FROM patient
     LEFT JOIN patient_contact AS reach ON reach.patient_id = patient.id AND reach.superseded_at IS NULL
     WHERE patient.id = $1 FOR NO KEY UPDATE OF patient`,
    [id],
  );
  return recorded ?? null;
}

/** Counts a change of the person's record, so that two people do not overwrite each other. */
export async function bumpPatient(tx: EntityManager, id: string): Promise<void> {
  await tx.query(`UPDATE patient SET version = version + 1 WHERE id = $1`, [id]);
}
