import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { suggestLinkWorkers, type Suggestion } from '#domain/referrals/suggestion.js';
import { localDate, workingDaysBetween } from '#domain/shared/london-time.js';
import type { NewReferralRow, TeamRow } from '#persistence/referrals/referral-lists.queries.js';
import { CodeListsService } from '../code-lists/code-lists.service.js';
import { ReadReferralsService } from './read-referrals.service.js';

export interface WaitingReferral {
  readonly row: NewReferralRow;
  /** Working days since it was sent, by the calendar of England. */
  readonly waitWorkingDays: number;
  readonly suggestion: Suggestion | null;
}

/** What a team lead shares out, with how long it has waited and who could take it. */
@Injectable()
export class WaitingReferralsService {
  constructor(
    private readonly reads: ReadReferralsService,
    private readonly codeLists: CodeListsService,
  ) {}

  async list(
    actor: Actor,
    after: { readonly submittedAt: string; readonly id: string } | null,
    limit: number,
    requestId: string,
  ): Promise<WaitingReferral[]> {
    const rows = await this.reads.waiting(actor, after, limit, requestId);
    const team = await this.reads.team(actor);
    const bankHolidays = await this.codeLists.bankHolidays();
    const today = localDate(new Date());
    const practiceIds = rows.map(({ practiceId }) => practiceId);
    const suggestions = suggestLinkWorkers(practiceIds, team);
    return rows.map((row, index) => ({
      row,
      waitWorkingDays: workingDaysBetween(localDate(row.submittedAt), today, bankHolidays),
      suggestion: suggestions[index] ?? null,
    }));
  }

  team(actor: Actor): Promise<TeamRow[]> {
    return this.reads.team(actor);
  }
}
