import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';
import type { DemoMember } from './organisations.js';
import type { PlayedLine, PlayedReferral } from './play-story.js';
import { insertRows, type Row } from './rows.js';

/** Writes what the stories left behind, the oldest referral first, so that references run with time. */
export async function writeReferrals(
  tx: EntityManager,
  played: readonly PlayedReferral[],
): Promise<void> {
  const inOrder = [...played].sort((a, b) => sentAt(a) - sentAt(b));
  await insertRows(tx, 'referral', inOrder.map(referralRow));
  await insertRows(tx, 'consent', inOrder.map(consentRow));
  await insertRows(tx, 'allocation', inOrder.flatMap(allocationRows));
  await insertRows(tx, 'contact', inOrder.flatMap(contactRows));
  await insertRows(
    tx,
    'timeline_event',
    inOrder.flatMap(({ referral, lines }) => lines.map((line) => timelineRow(referral.id, line))),
  );
  await insertRows(tx, 'audit_event', inOrder.flatMap(auditRows));
}

const sentAt = ({ referral }: PlayedReferral): number =>
  referral.submittedAt?.getTime() ?? Infinity;

function referralRow({ referral, players, needs, reason, lines, saves }: PlayedReferral): Row {
  const { traits } = players.patient;
  return {
    id: referral.id,
    patient_id: referral.patientId,
    practice_id: referral.practiceId,
    provider_id: referral.providerId,
    referrer_id: referral.referrerId,
    source_code: '01',
    method_code: 'electronic',
    priority: referral.priority,
    status: referral.status,
    need_codes: needs,
    reason,
    risk_status: traits.risk ? 'risk_recorded' : 'no_known_risk',
    risk_detail: traits.risk ?? null,
    safeguarding: traits.safeguarding ?? false,
    share_choice: 'agreed',
    submitted_at: referral.submittedAt,
    link_worker_id: referral.linkWorkerId,
    allocated_at: referral.allocatedAt,
    first_contact_at: referral.firstContactAt,
    next_step: referral.nextStep,
    next_step_on: referral.nextStepOn,
    review_on: referral.reviewOn,
    held_until: referral.heldUntil,
    closed_at: referral.closedAt,
    outcome_code: referral.outcomeCode,
    outcome_text: referral.outcomeText,
    redirected_to: referral.redirectedTo,
    updated_at: lines.at(-1)?.at ?? new Date(),
    version: 1 + saves,
  };
}

/** Every third person does not want the venue to know their needs. */
function consentRow({ referral, players }: PlayedReferral, i: number): Row {
  const sharesWithVenue = i % 3 !== 0;
  return {
    id: newId(),
    patient_id: referral.patientId,
    referral_id: referral.id,
    granted: [
      'referral',
      'share_with_provider',
      'write_back_to_gp',
      ...(sharesWithVenue ? ['share_with_venue'] : []),
    ],
    refused: sharesWithVenue ? [] : ['share_with_venue'],
    write_back_scope: i % 5 === 0 ? 'codes_only' : 'all',
    recorded_by: players.referrer.membershipId,
    recorded_at: referral.submittedAt ?? new Date(),
  };
}

const allocationRows = ({ referral, allocations }: PlayedReferral): Row[] =>
  allocations.map(({ linkWorkerId, allocatedBy, at }, i) => ({
    id: newId(),
    referral_id: referral.id,
    link_worker_id: linkWorkerId,
    allocated_by: allocatedBy,
    allocated_at: at,
    superseded_at: allocations[i + 1]?.at ?? null,
  }));

const contactRows = ({ referral, contacts }: PlayedReferral): Row[] =>
  contacts.map(({ id, occurredAt, mode, outcome, minutes, note, actor }) => ({
    id,
    referral_id: referral.id,
    patient_id: referral.patientId,
    occurred_at: occurredAt,
    mode,
    outcome,
    minutes,
    note,
    note_shared: false,
    recorded_by: actor.membershipId,
    recorded_at: occurredAt,
  }));

export const timelineRow = (
  referralId: string,
  {
    at,
    kind,
    actor,
    subjectId,
    captured,
  }: Omit<PlayedLine, 'actor'> & { actor: DemoMember | null },
): Row => ({
  id: newId(),
  referral_id: referralId,
  at,
  kind,
  actor_id: actor?.membershipId ?? null,
  subject_id: subjectId,
  data: captured,
});

/** The trail that the same changes would have left, and that somebody looked before they acted. */
function auditRows({ referral, lines }: PlayedReferral): Row[] {
  return lines.flatMap((line, i) => {
    const row = (action: string, entity: string, entityId: string): Row => ({
      id: newId(),
      at: line.at,
      actor_id: line.actor.membershipId,
      organisation_id: line.actor.organisationId,
      provider_id: referral.providerId,
      action,
      entity,
      entity_id: entityId,
      patient_id: referral.patientId,
      outcome: 'allowed',
      detail: { referralId: referral.id },
    });
    if (i === 0) return [row('referral.created', 'referral', referral.id)];
    const read = row('referral.read', 'referral', referral.id);
    return line.kind === 'contact.recorded'
      ? [read, row('contact.recorded', 'contact', line.subjectId ?? referral.id)]
      : [read, row('referral.changed', 'referral', referral.id)];
  });
}
