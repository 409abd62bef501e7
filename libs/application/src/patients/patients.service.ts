import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { parseNhsNumber } from '#domain/patients/nhs-number.js';
import { DomainError } from '#domain/shared/domain-error.js';
import { localDate } from '#domain/shared/london-time.js';
import { cleanText } from '#domain/shared/text.js';
import { AuditLog } from '#persistence/audit/audit-log.js';
import { bumpPatient, lockPatient, supersedeReach } from '#persistence/patients/patients.js';
import {
  type ContactDetailsRow,
  findPatient,
  type FoundPatient,
  mayChangeReach,
  readContactDetails,
} from '#persistence/patients/patients.queries.js';
import { assertVersion } from '#persistence/referrals/referral.queries.js';
import { transactionTime } from '#persistence/sql.js';
import { DataSource } from 'typeorm';
import type { ReachCommand } from '../referrals/create-referral.command.js';
import { recordContactChange } from './contact-change.js';
import { judgePerson, reachToStore } from './person-rules.js';

/** A new way to reach somebody, and why the old one no longer holds. */
export interface ContactDetailsCommand extends ReachCommand {
  readonly addressLines: readonly string[];
  readonly postcode: string | null;
  readonly reason: string;
}

@Injectable()
export class PatientsService {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /**
   * A patient of the referrer's own practice by NHS number. Looking is on record, found or not.
   *
   * @throws DomainError `patient/nhs-number-invalid` (invalid)
   */
  async find(actor: Actor, entered: string, requestId: string): Promise<FoundPatient | null> {
    const nhsNumber = parseNhsNumber(entered);
    const found = await findPatient(this.db, actor.organisationId, nhsNumber);
    await this.audit.record({
      actor,
      action: 'patient.found',
      entity: 'patient',
      entityId: found?.id ?? null,
      patientId: found?.id ?? null,
      detail: { found: found !== null },
      requestId,
    });
    return found;
  }

  /** @throws DomainError `patient/not-found`, also when the actor may not know */
  async contactDetails(
    actor: Actor,
    patientId: string,
    requestId: string,
  ): Promise<ContactDetailsRow> {
    const details = await readContactDetails(this.db, actor, patientId);
    if (!details) throw patientNotFound();
    await this.audit.record({
      actor,
      action: 'patient.read',
      entity: 'patient',
      entityId: patientId,
      patientId,
      providerId: providerOf(actor),
      requestId,
    });
    return details;
  }

  /**
   * Supersedes how somebody is reached. The old details stay in the history with who changed them
   * and why; what was planned for the old ones is judged again when it is due.
   *
   * @throws DomainError `patient/not-found`, `record/stale`, `patient/invalid`
   */
  async changeContactDetails(
    actor: Actor,
    patientId: string,
    version: number,
    command: ContactDetailsCommand,
    requestId: string,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const recorded = await lockPatient(tx, patientId);
      if (!recorded || !(await mayChangeReach(tx, actor, patientId))) throw patientNotFound();
      assertVersion(recorded, version);
      const at = await transactionTime(tx);
      const { addressLines, postcode } = command;
      const pointers = { person: '', reach: '' };
      const facts = judgePerson(
        { ...recorded, addressLines, postcode },
        command,
        localDate(at),
        pointers,
      );
      await supersedeReach(
        tx,
        patientId,
        actor.membershipId,
        reachToStore(facts, command, cleanText(command.reason)),
      );
      await bumpPatient(tx, patientId);
      const reason = cleanText(command.reason);
      await recordContactChange(tx, { actor, patientId, at, requestId, reason });
    });
  }
}

const providerOf = (actor: Actor): string | null =>
  actor.organisationKind === 'link_worker_provider' ? actor.organisationId : null;

const patientNotFound = (): DomainError =>
  new DomainError('not_found', 'patient/not-found', 'No such patient.');
