import type { ContactMode, ContactOutcome } from '#domain/support/contact.js';
import type { EntityManager } from 'typeorm';

/** One attempt to reach somebody, as it is stored. */
export interface ContactToStore {
  readonly id: string;
  readonly referralId: string;
  readonly patientId: string;
  readonly occurredAt: Date;
  readonly mode: ContactMode;
  readonly outcome: ContactOutcome;
  readonly minutes: number | null;
  readonly note: string | null;
  readonly noteShared: boolean;
  readonly recordedBy: string;
}

/** Writes an attempt, with the number or address that was in use at the time. */
export async function insertContact(tx: EntityManager, contact: ContactToStore): Promise<void> {
  await tx.query(
    `INSERT INTO contact (id, referral_id, patient_id, occurred_at, mode, outcome, minutes, note, note_shared,
                          recorded_by, address_used)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
            CASE $5 WHEN 'phone' THEN coalesce(mobile_phone, home_phone) WHEN 'text' THEN mobile_phone
                    WHEN 'email' THEN email WHEN 'letter' THEN postcode END
     FROM (SELECT 1) AS one
     LEFT JOIN patient_contact ON patient_id = $3 AND superseded_at IS NULL`,
    [
      contact.id,
      contact.referralId,
      contact.patientId,
      contact.occurredAt,
      contact.mode,
      contact.outcome,
      contact.minutes,
      contact.note,
      contact.noteShared,
      contact.recordedBy,
    ],
  );
}
