import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { DomainError } from '#domain/shared/domain-error.js';
import { type ReferralAudience, referralNotFound } from '#domain/referrals/referral-policy.js';
import { AuditLog } from '#persistence/audit/audit-log.js';
import {
  type CaseloadFilter,
  type CaseloadPageRow,
  readCaseload,
} from '#persistence/referrals/caseload.queries.js';
import {
  readEarlierTimeline,
  readReferral,
  type ReferralDetailRow,
  type TimelinePageRow,
} from '#persistence/referrals/referral-detail.queries.js';
import {
  type NewReferralRow,
  readNewReferrals,
  readSentReferrals,
  readTeam,
  type SentReferralRow,
  type TeamRow,
} from '#persistence/referrals/referral-lists.queries.js';
import { DataSource } from 'typeorm';

export type CaseloadRequest = Omit<CaseloadFilter, 'linkWorkerId' | 'providerId'> & {
  /** Whose caseload; null is the asker's own. */
  readonly linkWorkerId: string | null;
};

/** What people read of referrals. Nothing is given out before the reading of it is on record. */
@Injectable()
export class ReadReferralsService {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @throws DomainError `referral/not-found`, also when the actor may not see it
   * @throws DomainError `audit/unavailable` when the reading cannot be recorded
   */
  async detail(
    actor: Actor,
    id: string,
    requestId: string,
  ): Promise<{ audience: ReferralAudience; row: ReferralDetailRow }> {
    const found = await readReferral(this.db, actor, id);
    if (!found) throw referralNotFound();
    const { patientId, providerId } = found.row;
    await this.audit.record({
      actor,
      action: 'referral.read',
      entity: 'referral',
      entityId: id,
      patientId,
      providerId,
      requestId,
    });
    return found;
  }

  /** @throws DomainError `referral/not-found`, also for a colleague's, whose history is not shown */
  async earlierTimeline(
    actor: Actor,
    id: string,
    before: { readonly at: string; readonly id: string },
    requestId: string,
  ): Promise<TimelinePageRow> {
    const { audience } = await this.detail(actor, id, requestId);
    if (audience === 'colleague') throw referralNotFound();
    return readEarlierTimeline(this.db, audience, id, before);
  }

  /** A link worker's own caseload, or one of the team for its lead. */
  async caseload(
    actor: Actor,
    request: CaseloadRequest,
    requestId: string,
  ): Promise<CaseloadPageRow> {
    const linkWorkerId = actor.role === 'team_lead' ? request.linkWorkerId : actor.membershipId;
    if (!linkWorkerId) {
      throw new DomainError(
        'invalid',
        'referral/link-worker-required',
        'Say whose caseload to show.',
        [
          {
            pointer: '/linkWorkerId',
            code: 'required',
            detail: 'Select a link worker of your team.',
          },
        ],
      );
    }
    const page = await readCaseload(this.db, {
      ...request,
      linkWorkerId,
      providerId: actor.organisationId,
    });
    await this.audit.record({
      actor,
      action: 'referral.listed',
      entity: 'caseload',
      entityId: linkWorkerId,
      subjectIds: page.patientIds,
      providerId: actor.organisationId,
      requestId,
    });
    return page;
  }

  async sent(
    actor: Actor,
    after: { readonly updatedAt: string; readonly id: string } | null,
    limit: number,
    requestId: string,
  ): Promise<SentReferralRow[]> {
    const rows = await readSentReferrals(this.db, actor.organisationId, after, limit);
    await this.recordList(actor, 'sent_referrals', rows, requestId);
    return rows;
  }

  async waiting(
    actor: Actor,
    after: { readonly submittedAt: string; readonly id: string } | null,
    limit: number,
    requestId: string,
  ): Promise<NewReferralRow[]> {
    const rows = await readNewReferrals(this.db, actor.organisationId, after, limit);
    await this.recordList(actor, 'new_referrals', rows, requestId);
    return rows;
  }

  team(actor: Actor): Promise<TeamRow[]> {
    return readTeam(this.db, actor.organisationId);
  }

  private recordList(
    actor: Actor,
    entity: string,
    rows: readonly { readonly patientId: string }[],
    requestId: string,
  ): Promise<void> {
    return this.audit.record({
      actor,
      action: 'referral.listed',
      entity,
      subjectIds: [...new Set(rows.map(({ patientId }) => patientId))],
      providerId: actor.organisationKind === 'link_worker_provider' ? actor.organisationId : null,
      requestId,
    });
  }
}
