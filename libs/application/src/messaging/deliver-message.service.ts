import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type AttemptOutcome, afterAttempt } from '#domain/messaging/message.js';
import { decideSend } from '#domain/messaging/send-decision.js';
import { reminderWording } from '#domain/messaging/wording.js';
import {
  finishAttempt,
  hasUnsettledAttempt,
  settleAttempts,
  startAttempt,
} from '#persistence/messaging/attempts.js';
import {
  type Claim,
  type ClaimedMessage,
  claimDueMessages,
  claimMessage,
  lockClaimed,
  lockUnconfirmed,
} from '#persistence/messaging/claims.js';
import { readBookingFacts } from '#persistence/messaging/send-facts.queries.js';
import { transactionTime } from '#persistence/sql.js';
import { CONFIG } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import { StructuredLogger } from '#platform/logging/logger.js';
import { type OutgoingMail, SmtpChannel } from '#platform/mail/smtp-channel.js';
import type { SendResult } from '#platform/mail/smtp-outcome.js';
import { DataSource, type EntityManager } from 'typeorm';
import { afterDecision, afterSending, conclude } from './conclude-message.js';

const LONGEST_SEND_MS = 10_000;
/** After so many claims that came to nothing something is wrong with the message itself. */
const MOST_CLAIMS = 10;
const RECORD_TRIES = 5;
const RECORD_PAUSE_MS = 500;

/**
 * Delivers messages, each at most once as far as the provider can tell. The steps are committed one
 * by one (claim, attempt, answer), so that whoever takes over after a crash knows how far it came.
 */
@Injectable()
export class DeliverMessageService {
  private readonly sendMs: number;

  constructor(
    private readonly db: DataSource,
    private readonly channel: SmtpChannel,
    private readonly log: StructuredLogger,
    @Inject(CONFIG) private readonly config: Pick<Config, 'leaseSeconds'>,
  ) {
    this.sendMs = Math.min(LONGEST_SEND_MS, (config.leaseSeconds * 1000) / 2);
  }

  claimDue(limit: number): Promise<Claim[]> {
    return claimDueMessages(this.db, this.config.leaseSeconds, limit);
  }

  /** @returns null when the message is not due, is being sent, or is settled */
  claim(id: string): Promise<Claim | null> {
    return claimMessage(this.db, this.config.leaseSeconds, id);
  }

  /** Delivers a claimed message, or finds why it is not to be delivered. */
  async deliver(claim: Claim): Promise<void> {
    if (claim.attempts > MOST_CLAIMS) return this.giveUp(claim);
    if (!(await this.settleEarlierAttempts(claim))) return;
    const deadline = performance.now() + this.sendMs;
    const mail = await this.prepare(claim);
    if (!mail) return;
    const result = await this.channel.send(claim.id, mail, deadline - performance.now());
    await this.recordPatiently(claim, result);
  }

  /**
   * An attempt whose answer was lost may have arrived: the provider is asked before anything else.
   *
   * @returns whether the message may be sent now
   */
  private async settleEarlierAttempts(claim: Claim): Promise<boolean> {
    if (!(await hasUnsettledAttempt(this.db.manager, claim.id))) return true;
    const arrived = await this.ask(claim.id);
    return this.onClaimed(claim, false, async (tx, claimed, at) => {
      if (arrived === false) {
        await settleAttempts(tx, claim.id, 'deferred', 'not_found');
        return true;
      }
      const outcome = arrived ? 'found_sent' : 'unknown';
      await settleAttempts(tx, claim.id, outcome, null);
      await this.concludeAttempt(tx, claimed, outcome, at);
      return false;
    });
  }

  /** Null when nobody can tell. */
  private async ask(id: string): Promise<boolean | null> {
    if (!this.channel.canBeAsked) return null;
    try {
      return await this.channel.hasArrived(id);
    } catch (error) {
      this.log.failure('the mail server could not be asked for a message', error, { jobId: id });
      return null;
    }
  }

  /** Decides on the facts of this moment; the attempt is on record before a byte leaves. */
  private prepare(claim: Claim): Promise<OutgoingMail | null> {
    return this.onClaimed(claim, null, async (tx, claimed, at) => {
      const { message } = claimed;
      const facts = await readBookingFacts(tx, message.bookingId);
      if (!facts) throw new Error('A message without its booking');
      const address = facts.addresses[message.channel];
      const { bookingVersion: plannedForVersion, channel, expiresAt } = message;
      const sendFacts = { ...facts.sendFacts, channel, plannedForVersion, expiresAt, address };
      const decision = decideSend(sendFacts, at);
      if (!decision.send) {
        await conclude(tx, claimed, afterDecision(decision, expiresAt), at);
        return null;
      }
      await startAttempt(tx, message.id, claim.attempts);
      message.leaseUntil = new Date(at.getTime() + this.config.leaseSeconds * 1000);
      await tx.save(message);
      return { to: address ?? '', ...reminderWording(facts.words) };
    });
  }

  /** A database that is away for a moment must not make a sent message look uncertain. */
  private async recordPatiently(claim: Claim, result: SendResult): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.record(claim, result);
      } catch (error) {
        if (tries === RECORD_TRIES) throw error;
        await pause(RECORD_PAUSE_MS);
      }
    }
  }

  /** The answer counts even when it comes after the lease: it settles what a successor could not. */
  private record(claim: Claim, { outcome, code }: SendResult): Promise<void> {
    return this.db.transaction(async (tx) => {
      const mayBeLate = outcome === 'accepted';
      const claimed =
        (await lockClaimed(tx, claim)) ?? (mayBeLate ? await lockUnconfirmed(tx, claim) : null);
      if (!claimed) return;
      await finishAttempt(tx, claim.id, claim.attempts, outcome, code);
      await this.concludeAttempt(tx, claimed, outcome, await transactionTime(tx));
    });
  }

  private async concludeAttempt(
    tx: EntityManager,
    claimed: ClaimedMessage,
    outcome: AttemptOutcome,
    at: Date,
  ): Promise<void> {
    const { id, attempts, expiresAt } = claimed.message;
    const after = afterAttempt(
      {
        outcome,
        attempts,
        expiresAt,
        providerCanBeAsked: this.channel.canBeAsked,
        jitter: Math.random(),
      },
      at,
    );
    const providerMessageId = this.channel.referenceOf(id);
    const conclusion = { ...afterSending(after, outcome === 'refused'), providerMessageId };
    await conclude(tx, claimed, conclusion, at);
  }

  private async giveUp(claim: Claim): Promise<void> {
    const uncertain = await hasUnsettledAttempt(this.db.manager, claim.id);
    await this.onClaimed(claim, undefined, (tx, claimed, at) =>
      conclude(
        tx,
        claimed,
        uncertain
          ? { state: 'unconfirmed', decision: 'answer_lost' }
          : { state: 'failed', decision: 'could_not_be_prepared' },
        at,
      ),
    );
  }

  /** Runs in one transaction with the message locked, unless the claim has passed to somebody else. */
  private onClaimed<Result>(
    claim: Claim,
    otherwise: Result,
    work: (tx: EntityManager, claimed: ClaimedMessage, at: Date) => Promise<Result>,
  ): Promise<Result> {
    return this.db.transaction(async (tx) => {
      const claimed = await lockClaimed(tx, claim);
      return claimed ? work(tx, claimed, await transactionTime(tx)) : otherwise;
    });
  }
}
