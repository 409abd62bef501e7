import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { linkWorkerNotActive } from '#domain/referrals/intake-rules.js';
import type { LinkWorkerFacts, ReferralCommand } from '#domain/referrals/referral-command.js';
import { authorizeReferral } from '#domain/referrals/referral-policy.js';
import { DomainError } from '#domain/shared/domain-error.js';
import { addWorkingDays, localDate } from '#domain/shared/london-time.js';
import { claimKey } from '#persistence/idempotency/idempotency.js';
import { recordAllocation } from '#persistence/referrals/allocations.js';
import {
  contactWithinDaysOf,
  lockLinkWorker,
} from '#persistence/referrals/referral-facts.queries.js';
import { ReferralEntity } from '#persistence/referrals/referral.entity.js';
import { assertVersion, lockReferral } from '#persistence/referrals/referral.queries.js';
import { transactionTime } from '#persistence/sql.js';
import { DataSource, type EntityManager, In } from 'typeorm';
import { CodeListsService } from '../code-lists/code-lists.service.js';
import type { RequestMark } from './create-referral.service.js';
import { type Step, takeSteps } from './referral-steps.js';

export interface AllocationCommand {
  readonly linkWorkerId: string;
  /** Needed only when the link worker is at their caseload limit. */
  readonly overrideReason: string | null;
  readonly referrals: readonly { readonly id: string; readonly version: number }[];
}

interface Circumstances {
  readonly actor: Actor;
  readonly worker: LinkWorkerFacts;
  readonly at: Date;
  readonly requestId: string | null;
  readonly bankHolidays: ReadonlySet<string>;
}

@Injectable()
export class AllocateReferralsService {
  constructor(
    private readonly db: DataSource,
    private readonly codeLists: CodeListsService,
  ) {}

  /**
   * A team lead gives referrals to a link worker: all of them, or none.
   *
   * @returns the referrals in the order they were asked for
   * @throws DomainError `record/stale`, `referral/not-found`, `referral/caseload-full` …, with a pointer to the
   *   referral it is about
   */
  async allocate(
    actor: Actor,
    command: AllocationCommand,
    mark: RequestMark,
  ): Promise<ReferralEntity[]> {
    const bankHolidays = await this.codeLists.bankHolidays();
    const ids = command.referrals.map(({ id }) => id);
    return this.db.transaction(async (tx) => {
      const earlier = await claimKey(
        tx,
        { membershipId: actor.membershipId, ...mark },
        command.linkWorkerId,
      );
      if (!earlier) {
        const worker = await lockLinkWorker(tx, command.linkWorkerId);
        if (!worker) throw linkWorkerNotActive();
        const at = await transactionTime(tx);
        await this.allocateAll(tx, command, {
          actor,
          worker,
          at,
          requestId: mark.requestId,
          bankHolidays,
        });
      }
      const rows = await tx.find(ReferralEntity, {
        where: { id: In(ids), providerId: actor.organisationId },
      });
      return ids.flatMap((id) => rows.filter((row) => row.id === id));
    });
  }

  /** Rows are locked in the order of their ids, whatever the order of the list: no two requests can block each other. */
  private async allocateAll(
    tx: EntityManager,
    command: AllocationCommand,
    circumstances: Circumstances,
  ): Promise<void> {
    const inOrder = command.referrals
      .map(({ id, version }, index) => ({ id, version, pointer: `/referrals/${index}` }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    let openReferrals = circumstances.worker.openReferrals;
    for (const { id, version, pointer } of inOrder) {
      const worker = { ...circumstances.worker, openReferrals };
      await about(pointer, () =>
        this.allocateOne(tx, command, { id, version, pointer }, { ...circumstances, worker }),
      );
      openReferrals += 1;
    }
  }

  private async allocateOne(
    tx: EntityManager,
    { linkWorkerId, overrideReason }: AllocationCommand,
    wanted: { readonly id: string; readonly version: number; readonly pointer: string },
    { actor, worker, at, requestId, bankHolidays }: Circumstances,
  ): Promise<void> {
    const referral = await lockReferral(tx, wanted.id);
    authorizeReferral(actor, 'allocate', referral);
    assertVersion(referral, wanted.version, `${wanted.pointer}/version`);
    const facts = { today: localDate(at), linkWorker: worker };
    const accept: ReferralCommand[] =
      referral.status === 'submitted' || referral.status === 'triage' ? [{ type: 'accept' }] : [];
    const commands: ReferralCommand[] = [
      ...accept,
      { type: 'allocate', linkWorkerId, overrideReason },
    ];
    const steps: Step[] = commands.map((command) => ({ command, facts }));
    const isNew = referral.linkWorkerId === null;
    const days = await contactWithinDaysOf(tx, referral.providerId);
    const promised = addWorkingDays(localDate(referral.submittedAt ?? at), days, bankHolidays);
    await takeSteps(tx, referral, steps, {
      actor,
      at,
      requestId,
      action: 'referral.changed',
      also: isNew ? { nextStep: 'first_contact', nextStepOn: later(promised, localDate(at)) } : {},
    });
    await recordAllocation(tx, {
      referralId: referral.id,
      linkWorkerId,
      allocatedBy: actor.membershipId,
      at,
      reason: overrideReason,
    });
  }
}

const later = (a: string, b: string): string => (a > b ? a : b);

/** Puts the place in the list on whatever is refused, so that the person sees which one it was. */
async function about(pointer: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof DomainError) || error.errors.length > 0) throw error;
    const code = error.code.split('/')[1]?.replaceAll('-', '_') ?? error.kind;
    throw new DomainError(error.kind, error.code, error.message, [
      { pointer, code, detail: error.message },
    ]);
  }
}
