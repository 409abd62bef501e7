import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import type { ReferralFacts } from '#domain/referrals/referral-command.js';
import { authorizeReferral } from '#domain/referrals/referral-policy.js';
import { isTerminal, OPEN_STATUSES } from '#domain/referrals/referral.js';
import { localDate } from '#domain/shared/london-time.js';
import { DEFAULT_GIVING_UP_POLICY, proposeGivingUp } from '#domain/support/giving-up-policy.js';
import {
  attemptsOf,
  openPlacementsOf,
  otherOpenReferral,
} from '#persistence/referrals/referral-facts.queries.js';
import type { ReferralEntity } from '#persistence/referrals/referral.entity.js';
import { assertVersion, lockReferral } from '#persistence/referrals/referral.queries.js';
import { transactionTime } from '#persistence/sql.js';
import { DataSource, type EntityManager } from 'typeorm';
import { cancelComingBookings } from '../placements/cancel-coming-bookings.js';
import { onFields } from './referral-answers.js';
import { takeSteps } from './referral-steps.js';
import {
  toReferralCommand,
  TRANSITION_FIELDS,
  type TransitionWanted,
} from './transition-command.js';

/** Days after closing during which an episode may be opened again. */
const REOPEN_WINDOW_DAYS = 90;

@Injectable()
export class ChangeReferralService {
  constructor(private readonly db: DataSource) {}

  /**
   * Takes one step of the lifecycle by name. When it ends the referral, places still to come are
   * given back, their messages cancelled and its activities ended in the same transaction.
   *
   * @throws DomainError `referral/not-found`, `referral/action-forbidden`, `record/stale`,
   *   `referral/transition-not-allowed`, `referral/step-incomplete` or the step's own
   */
  async change(
    actor: Actor,
    id: string,
    version: number,
    wanted: TransitionWanted,
    requestId: string,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const referral = await lockReferral(tx, id);
      authorizeReferral(actor, wanted.command, referral);
      assertVersion(referral, version);
      const at = await transactionTime(tx);
      const giveBack = () =>
        cancelComingBookings(tx, referral, 'referral_ended', at, { actor, requestId });
      const closes = wanted.command === 'close';
      // Closing asks that every activity has its end and reason: closing is that reason.
      if (closes) await giveBack();
      const facts = await this.factsFor(tx, referral, localDate(at));
      const command = toReferralCommand(wanted, facts.givingUp ?? null);
      const context = { actor, at, requestId, action: 'referral.changed' } as const;
      await onFields(TRANSITION_FIELDS, () =>
        takeSteps(tx, referral, [{ command, facts }], context),
      );
      if (isTerminal(referral.status) && !closes) await giveBack();
    });
  }

  private async factsFor(
    tx: EntityManager,
    referral: ReferralEntity,
    today: string,
  ): Promise<ReferralFacts> {
    const { policyVersion, met, lastAttemptAt } = proposeGivingUp(
      await attemptsOf(tx, referral.id),
      DEFAULT_GIVING_UP_POLICY,
    );
    return {
      today,
      givingUp: { policyVersion, met, lastAttemptAt },
      openPlacements: await openPlacementsOf(tx, referral.id),
      openActions: 0,
      planGoalIds: [],
      reopenWindowDays: REOPEN_WINDOW_DAYS,
      openReferralReference: await otherOpenReferral(tx, referral, OPEN_STATUSES),
    };
  }
}
