import { Injectable } from '@nestjs/common';
import { DeliverMessageService } from '#application/messaging/deliver-message.service.js';
import type { Claim } from '#persistence/messaging/claims.js';
import { StructuredLogger } from '#platform/logging/logger.js';

/** Messages under way at once in this process, by looking and not counting those Bull woke it for. */
const LANES = 5;

/** Claims and delivers, and knows what is under way, so that a stop can wait for it. */
@Injectable()
export class Courier {
  private stopping = false;
  private readonly underWay = new Set<Promise<void>>();
  private looking: Promise<void> | undefined;

  constructor(
    private readonly messages: DeliverMessageService,
    private readonly log: StructuredLogger,
  ) {}

  /** Delivers whatever is due, by what the database says. Two calls at once are one. */
  deliverDue(): Promise<void> {
    this.looking ??= Promise.all(Array.from({ length: LANES }, () => this.drain()))
      .then(() => undefined)
      .finally(() => {
        this.looking = undefined;
      });
    return this.looking;
  }

  /** Delivers one message if its time has come and nobody else has it. */
  async deliverOne(id: string): Promise<void> {
    if (this.stopping) return;
    const claim = await this.messages.claim(id);
    if (claim) await this.carry(claim);
  }

  /** Claims nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.underWay]);
  }

  /** Claimed one by one, so that no lease runs while its message waits in line. */
  private async drain(): Promise<void> {
    while (!this.stopping) {
      const [claim] = await this.messages.claimDue(1);
      if (!claim) return;
      await this.carry(claim);
    }
  }

  /** What fails here is taken up again when its lease lapses; the others are not held up by it. */
  private async carry(claim: Claim): Promise<void> {
    const delivery = this.messages
      .deliver(claim)
      .catch((error: unknown) =>
        this.log.failure('a message could not be delivered', error, { jobId: claim.id }),
      );
    this.underWay.add(delivery);
    await delivery;
    this.underWay.delete(delivery);
  }
}
