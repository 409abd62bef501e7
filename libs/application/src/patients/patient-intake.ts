import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import type { PatientFacts } from '#domain/patients/patient.js';
import { keepProtection } from '#domain/patients/safe-contact.js';
import { localDate } from '#domain/shared/london-time.js';
import { DomainError } from '#domain/shared/domain-error.js';
import { appendAudit } from '#persistence/audit/audit.js';
import {
  bumpPatient,
  insertAccessNeeds,
  insertPatient,
  type KnownPatient,
  lockPatient,
  lockPatientByNhsNumber,
  movePatient,
  protectionOf,
  type ReachToStore,
  supersedeReach,
} from '#persistence/patients/patients.js';
import { transactionTime } from '#persistence/sql.js';
import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';
import type {
  CreateReferralCommand,
  NewPatientCommand,
  ReachCommand,
} from '../referrals/create-referral.command.js';
import { recordContactChange } from './contact-change.js';
import { accessNeedFaults, accessNeedToStore, judgePerson, reachToStore } from './person-rules.js';

const POINTERS = { person: '/patient', reach: '/contact' };

/** Takes the person of a referral onto record, or brings what is recorded up to date. */
@Injectable()
export class PatientIntake {
  /**
   * @returns id of the person the referral is for
   * @throws DomainError `patient/invalid` (invalid) with the fields to put right
   * @throws DomainError `patient/not-found` (not_found), also for a person of another practice
   * @throws DomainError `patient/nhs-number-in-use` (conflict) when the number belongs to somebody whose
   *   family name or date of birth differs
   */
  async take(
    tx: EntityManager,
    actor: Actor,
    command: CreateReferralCommand,
    requestId: string | null,
  ): Promise<string> {
    const { patient, contact, patientId, providerId } = command;
    const intake = { actor, providerId, requestId, at: await transactionTime(tx) };
    if (patientId !== null) {
      if (contact) await this.bringUpToDate(tx, intake, patientId, contact);
      return patientId;
    }
    if (!patient || !contact) throw detailsMissing(patient ? '/contact' : '/patient');
    return this.takeOnRecord(tx, intake, patient, contact);
  }

  private async takeOnRecord(
    tx: EntityManager,
    intake: Intake,
    patient: NewPatientCommand,
    contact: ReachCommand,
  ): Promise<string> {
    const faults = accessNeedFaults(patient.accessNeeds, '/patient/accessNeeds');
    const facts = judgePerson(patient, contact, localDate(intake.at), POINTERS, faults);
    const known =
      facts.nhsNumber === null ? null : await lockPatientByNhsNumber(tx, facts.nhsNumber);
    const { membershipId } = intake.actor;
    const reach = reachToStore(facts, contact, null);
    const id = known
      ? await this.recognise(tx, intake, known, facts, reach)
      : await this.add(tx, intake, facts, reach);
    await insertAccessNeeds(tx, id, membershipId, patient.accessNeeds.map(accessNeedToStore));
    return id;
  }

  private async add(
    tx: EntityManager,
    { actor, providerId, requestId }: Intake,
    facts: PatientFacts,
    reach: ReachToStore,
  ): Promise<string> {
    const id = newId();
    const { organisationId: practiceId, membershipId: createdBy } = actor;
    await insertPatient(tx, facts, { id, practiceId, createdBy });
    await supersedeReach(tx, id, createdBy, reach);
    await appendAudit(tx, {
      actor,
      action: 'patient.created',
      entity: 'patient',
      entityId: id,
      patientId: id,
      providerId,
      requestId,
    });
    return id;
  }

  private async bringUpToDate(
    tx: EntityManager,
    { actor, requestId, at }: Intake,
    patientId: string,
    contact: ReachCommand,
  ): Promise<void> {
    const recorded = await lockPatient(tx, patientId);
    if (recorded?.practiceId !== actor.organisationId) {
      throw new DomainError('not_found', 'patient/not-found', 'No such patient in your practice.');
    }
    const facts = judgePerson(recorded, contact, localDate(at), POINTERS);
    await supersedeReach(tx, patientId, actor.membershipId, reachToStore(facts, contact, null));
    await bumpPatient(tx, patientId);
    await recordContactChange(tx, { actor, patientId, at, requestId, reason: null });
  }

  /**
   * The same person at another practice moves here; somebody else's number is refused. Whoever
   * entered them anew has not seen what is recorded to keep them safe, so that stays.
   */
  private async recognise(
    tx: EntityManager,
    { actor, requestId, at }: Intake,
    known: KnownPatient,
    facts: PatientFacts,
    reach: ReachToStore,
  ): Promise<string> {
    const sameName =
      known.familyName.toLocaleLowerCase('en') === facts.familyName.toLocaleLowerCase('en');
    if (!sameName || known.birthDate !== facts.birthDate) throw numberInUse();
    const { id: patientId, practiceId } = known;
    const recorded = await protectionOf(tx, patientId);
    const safeContact = recorded ? keepProtection(reach.safeContact, recorded) : reach.safeContact;
    await supersedeReach(tx, patientId, actor.membershipId, { ...reach, safeContact });
    const moves = practiceId !== actor.organisationId;
    if (moves) await movePatient(tx, patientId, actor.organisationId);
    else await bumpPatient(tx, patientId);
    const moved = moves ? { fromPracticeId: practiceId } : {};
    const change = { actor, patientId, at, requestId, reason: null, ...moved };
    await recordContactChange(tx, change);
    return patientId;
  }
}

/** By whom, for which service and by which request somebody is taken in, and when. */
interface Intake {
  readonly actor: Actor;
  readonly providerId: string;
  readonly requestId: string | null;
  readonly at: Date;
}

function numberInUse(): DomainError {
  const detail = 'Check the NHS number, the family name and the date of birth.';
  return new DomainError(
    'conflict',
    'patient/nhs-number-in-use',
    `Another record holds this NHS number. ${detail}`,
    [{ pointer: '/patient/nhsNumber', code: 'in_use', detail }],
  );
}

const detailsMissing = (pointer: string): DomainError =>
  new DomainError('invalid', 'patient/invalid', 'Some details need attention.', [
    {
      pointer,
      code: 'required',
      detail: 'Enter the details of a new patient and how to reach them.',
    },
  ]);
