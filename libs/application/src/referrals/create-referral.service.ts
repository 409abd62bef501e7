import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { DomainError } from '#domain/shared/domain-error.js';
import { resourceOfEarlier } from '#persistence/idempotency/idempotency.js';
import {
  CREATE_REFERRAL,
  CREATED_EARLIER,
  type CreatedEarlierRow,
  type CreatedReferralRow,
  type CreationContext,
  createReferralValues,
  type ReferralToCreate,
} from '#persistence/referrals/create-referral.statement.js';
import { lockName, run } from '#persistence/sql.js';
import { newId } from '#platform/ids/uuid.js';
import { DataSource, type EntityManager } from 'typeorm';
import { CodeListsService } from '../code-lists/code-lists.service.js';
import { PatientIntake } from '../patients/patient-intake.js';
import type { CreateReferralCommand, ReferralCreated } from './create-referral.command.js';
import { judgeAnswers } from './referral-answers.js';

/** Key, fingerprint and id of the request that a use case answers. */
export interface RequestMark {
  readonly route: string;
  readonly key: string;
  readonly fingerprint: Buffer;
  readonly requestId: string | null;
}

@Injectable()
export class CreateReferralService {
  constructor(
    private readonly db: DataSource,
    private readonly codeLists: CodeListsService,
    private readonly intake: PatientIntake,
  ) {}

  /**
   * A referrer sends a referral. Person, referral, consent, timeline, audit and outbox are one
   * transaction; for a person on record it is one statement.
   *
   * @throws DomainError `referral/incomplete` (invalid) with the fields to put right
   * @throws DomainError `referral/open-referral-exists` (conflict) when one is open and no reason is given for another
   * @throws DomainError `patient/not-found` (not_found), also for a person of another practice
   * @throws DomainError `referral/provider-not-available` (invalid)
   * @throws DomainError `patient/nhs-number-in-use` (conflict)
   */
  async create(
    actor: Actor,
    command: CreateReferralCommand,
    mark: RequestMark,
  ): Promise<ReferralCreated> {
    await this.refuseUnknownCodes(command);
    const answers = judgeAnswers(command);
    const context: CreationContext = { actor, ...mark };
    if (command.patientId !== null && command.patient === null && command.contact === null) {
      const referral = { ...answers, id: newId(), patientId: command.patientId };
      const [row] = await run<CreatedReferralRow>(
        this.db,
        CREATE_REFERRAL,
        createReferralValues(referral, context),
      );
      return this.answer(referral, row, context);
    }
    return this.createWithPerson(command, answers, context);
  }

  /**
   * The same inside a transaction of the caller, for many referrals that stand or fall together.
   *
   * @throws DomainError as `create` does
   */
  async createWithin(
    tx: EntityManager,
    actor: Actor,
    command: CreateReferralCommand,
    mark: RequestMark,
  ): Promise<ReferralCreated> {
    await this.refuseUnknownCodes(command);
    return this.insertWithPerson(tx, command, judgeAnswers(command), { actor, ...mark });
  }

  private async createWithPerson(
    command: CreateReferralCommand,
    answers: Answers,
    context: CreationContext,
  ): Promise<ReferralCreated> {
    return this.db.transaction(async (tx) => {
      // Equal requests follow each other, so that the later ones find what the first one made.
      await lockName(tx, `create-referral:${context.actor.membershipId}:${context.key}`);
      const earlier = await this.earlier(context, tx);
      return earlier ?? this.insertWithPerson(tx, command, answers, context);
    });
  }

  /** @throws DomainError, so that the person is rolled back when no referral comes of it */
  private async insertWithPerson(
    tx: EntityManager,
    command: CreateReferralCommand,
    answers: Answers,
    context: CreationContext,
  ): Promise<ReferralCreated> {
    const patientId = await this.intake.take(tx, context.actor, command, context.requestId);
    const referral = { ...answers, id: newId(), patientId };
    const [row] = await tx.query<CreatedReferralRow[]>(
      CREATE_REFERRAL.text,
      createReferralValues(referral, context),
    );
    if (!row?.id) throw providerNotAvailable();
    return this.created(referral.id, patientId, row);
  }

  private async answer(
    referral: ReferralToCreate,
    row: CreatedReferralRow | undefined,
    context: CreationContext,
  ): Promise<ReferralCreated> {
    if (row?.id) return this.created(referral.id, referral.patientId, row);
    if (row && !row.patientFound) throw patientNotFound();
    if (row && !row.providerFound) throw providerNotAvailable();
    const earlier = await this.earlier(context);
    if (!earlier)
      throw new DomainError(
        'unavailable',
        'service/busy',
        'The service is busy. Nothing was changed; try again.',
      );
    return earlier;
  }

  /** @param tx the running transaction, which must not ask the pool for a second connection */
  private async earlier(
    { actor, route, key, fingerprint }: CreationContext,
    tx?: EntityManager,
  ): Promise<ReferralCreated | null> {
    const values = [actor.membershipId, route, key];
    const [row] = tx
      ? await tx.query<CreatedEarlierRow[]>(CREATED_EARLIER.text, values)
      : await run<CreatedEarlierRow>(this.db, CREATED_EARLIER, values);
    if (!row) return null;
    const id = resourceOfEarlier(row, fingerprint);
    return { ...(await this.created(id, row.patientId, row)), replayed: true };
  }

  private async created(
    id: string,
    patientId: string,
    row: Pick<
      CreatedReferralRow,
      'reference' | 'submittedAt' | 'submittedOn' | 'providerName' | 'contactWithinDays'
    >,
  ): Promise<ReferralCreated> {
    const { reference, submittedAt, submittedOn, providerName, contactWithinDays } = row;
    if (!reference || !submittedAt || !submittedOn || !providerName || !contactWithinDays) {
      throw new Error('A created referral came back without its facts');
    }
    const contactBy = await this.codeLists.workingDaysAfter(submittedOn, contactWithinDays);
    return { id, reference, patientId, providerName, contactBy, submittedAt, replayed: false };
  }

  private async refuseUnknownCodes(command: CreateReferralCommand): Promise<void> {
    const accessNeeds = (command.patient?.accessNeeds ?? []).map(({ code }) => code);
    const errors = [
      ...(await this.codeLists.unknownCodes(
        'needs',
        command.needCodes,
        (at) => `/needCodes/${at}`,
      )),
      ...(await this.codeLists.unknownCodes(
        'access_needs',
        accessNeeds,
        (at) => `/patient/accessNeeds/${at}/code`,
      )),
    ];
    if (errors.length > 0) {
      throw new DomainError(
        'invalid',
        'referral/incomplete',
        'Some answers are not in their list.',
        errors,
      );
    }
  }
}

type Answers = Omit<ReferralToCreate, 'id' | 'patientId'>;

const patientNotFound = (): DomainError =>
  new DomainError('not_found', 'patient/not-found', 'No such patient in your practice.');

const providerNotAvailable = (): DomainError =>
  new DomainError(
    'invalid',
    'referral/provider-not-available',
    'Your practice cannot refer to this service.',
    [
      {
        pointer: '/providerId',
        code: 'not_available',
        detail: 'Select a service that works with your practice.',
      },
    ],
  );
