import type { Actor } from '#domain/access/actor.js';
import type { AuditAction, AuditOutcome } from '#domain/audit/audit-event.js';
import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';

/** One row of the audit trail: ids and codes, never a name, a number or a text of a person. */
export interface AuditRow {
  readonly actor: Actor | null;
  readonly action: AuditAction;
  readonly entity: string;
  readonly entityId?: string | null;
  /** Whose data it was; the record a change or an opened page is about. */
  readonly patientId?: string | null;
  /** For lists: everybody who was on the page that was given out. */
  readonly subjectIds?: readonly string[] | null;
  /** The link worker service whose referral it concerns; its auditors may read the row. */
  readonly providerId?: string | null;
  readonly outcome?: AuditOutcome;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>> | null;
  readonly requestId?: string | null;
}

/** Columns of an insert by `unnest`, one array a column, in the order of `auditColumns`. */
export const AUDIT_INSERT = `
  INSERT INTO audit_event (id, actor_id, organisation_id, provider_id, action, entity, entity_id,
                           patient_id, subject_ids, outcome, detail, request_id)
  SELECT id, actor_id, organisation_id, provider_id, action, entity, entity_id, patient_id,
         subject_ids::uuid[], outcome, detail::jsonb, request_id
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::uuid[],
              $8::uuid[], $9::text[], $10::text[], $11::text[], $12::uuid[])
    AS row (id, actor_id, organisation_id, provider_id, action, entity, entity_id, patient_id,
            subject_ids, outcome, detail, request_id)`;

export function auditColumns(rows: readonly AuditRow[]): unknown[][] {
  return [
    rows.map(() => newId()),
    rows.map(({ actor }) => actor?.membershipId ?? null),
    rows.map(({ actor }) => actor?.organisationId ?? null),
    rows.map(({ providerId }) => providerId ?? null),
    rows.map(({ action }) => action),
    rows.map(({ entity }) => entity),
    rows.map(({ entityId }) => entityId ?? null),
    rows.map(({ patientId }) => patientId ?? null),
    rows.map(({ subjectIds }) => (subjectIds?.length ? `{${subjectIds.join(',')}}` : null)),
    rows.map(({ outcome }) => outcome ?? 'allowed'),
    rows.map(({ detail }) => (detail ? JSON.stringify(detail) : null)),
    rows.map(({ requestId }) => requestId ?? null),
  ];
}

/** Writes audit rows in the transaction of the change they tell of: both commit, or neither. */
export async function appendAudit(tx: EntityManager, ...rows: AuditRow[]): Promise<void> {
  await tx.query(AUDIT_INSERT, auditColumns(rows));
}
