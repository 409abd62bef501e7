import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import type { PatientFacts } from '#domain/patients/patient.js';
import { localDate } from '#domain/shared/london-time.js';
import { DomainError } from '#domain/shared/domain-error.js';
import {
  bumpPatient,
  insertAccessNeeds,
  insertPatient,
  type KnownPatient,
  lockPatient,
  lockPatientByNhsNumber,
  movePatient,
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
  async take(tx: EntityManager, actor: Actor, command: CreateReferralCommand): Promise<string> {
    const { patient, contact, patientId } = command;
    if (patientId !== null) {
      if (contact) await this.bringUpToDate(tx, actor, patientId, contact);
      return patientId;
    }
    if (!patient || !contact) throw detailsMissing(patient ? '/contact' : '/patient');
    return this.takeOnRecord(tx, actor, patient, contact);
  }

  private async takeOnRecord(
    tx: EntityManager,
    actor: Actor,
    patient: NewPatientCommand,
    contact: ReachCommand,
  ): Promise<string> {
    const today = localDate(await transactionTime(tx));
    const faults = accessNeedFaults(patient.accessNeeds, '/patient/accessNeeds');
    const facts = judgePerson(patient, contact, today, POINTERS, faults);
    const known =
      facts.nhsNumber === null ? null : await lockPatientByNhsNumber(tx, facts.nhsNumber);
    const id = known ? await this.recognise(tx, actor, known, facts) : newId();
    if (!known) {
      await insertPatient(tx, facts, {
        id,
        practiceId: actor.organisationId,
        createdBy: actor.membershipId,
      });
    }
    await supersedeReach(tx, id, actor.membershipId, reachToStore(facts, contact, null));
    await insertAccessNeeds(tx, id, actor.membershipId, patient.accessNeeds.map(accessNeedToStore));
    return id;
  }

  private async bringUpToDate(
    tx: EntityManager,
    actor: Actor,
    patientId: string,
    contact: ReachCommand,
  ): Promise<void> {
    const recorded = await lockPatient(tx, patientId);
    if (recorded?.practiceId !== actor.organisationId) {
      throw new DomainError('not_found', 'patient/not-found', 'No such patient in your practice.');
    }
    const facts = judgePerson(recorded, contact, localDate(await transactionTime(tx)), POINTERS);
    await supersedeReach(tx, patientId, actor.membershipId, reachToStore(facts, contact, null));
    await bumpPatient(tx, patientId);
  }

  /** The same person at another practice moves here; somebody else's number is refused. */
  private async recognise(
    tx: EntityManager,
    actor: Actor,
    known: KnownPatient,
    facts: PatientFacts,
  ): Promise<string> {
    const sameName =
      known.familyName.toLocaleLowerCase('en') === facts.familyName.toLocaleLowerCase('en');
    if (!sameName || known.birthDate !== facts.birthDate) throw numberInUse();
    if (known.practiceId !== actor.organisationId)
      await movePatient(tx, known.id, actor.organisationId);
    return known.id;
  }
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
