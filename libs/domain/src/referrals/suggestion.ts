/** What is known of a link worker when somebody asks who could take a referral. */
export interface Candidate {
  readonly linkWorkerId: string;
  readonly name: string;
  readonly openCount: number;
  /** Null when the team sets no limit. */
  readonly caseloadLimit: number | null;
  /** Practices whose people they support now. */
  readonly practiceIds: readonly string[];
}

export const SUGGESTION_REASONS = [
  'knows_practice',
  'room_on_caseload',
  'lowest_open_caseload',
] as const;
export type SuggestionReason = (typeof SUGGESTION_REASONS)[number];

export interface Suggestion {
  readonly linkWorkerId: string;
  readonly name: string;
  readonly why: readonly SuggestionReason[];
}

/**
 * Proposes who could take a referral: somebody with room who knows the practice, or else whoever has
 * the fewest open referrals. A lead decides; the reasons are shown with the name.
 *
 * @returns null when nobody has room
 */
export function suggestLinkWorker(
  practiceId: string,
  team: readonly Candidate[],
): Suggestion | null {
  const withRoom = team.filter(hasRoom);
  const fewest = Math.min(...withRoom.map(({ openCount }) => openCount));
  const [best] = [...withRoom].sort(
    (a, b) => Number(knows(b)) - Number(knows(a)) || a.openCount - b.openCount,
  );
  if (!best) return null;
  const why: SuggestionReason[] = [];
  if (knows(best)) why.push('knows_practice');
  if (best.caseloadLimit !== null) why.push('room_on_caseload');
  if (best.openCount === fewest) why.push('lowest_open_caseload');
  const { linkWorkerId, name } = best;
  return { linkWorkerId, name, why };

  function knows(candidate: Candidate): boolean {
    return candidate.practiceIds.includes(practiceId);
  }
}

/**
 * Proposes somebody for each of several referrals, oldest first. Each proposal counts at once, so that
 * taking all of them shares the work out and does not put it on one person.
 *
 * @param practiceIds the practices that sent them, in order
 */
export function suggestLinkWorkers(
  practiceIds: readonly string[],
  team: readonly Candidate[],
): (Suggestion | null)[] {
  let now = team;
  return practiceIds.map((practiceId) => {
    const suggestion = suggestLinkWorker(practiceId, now);
    now = now.map((candidate) =>
      candidate.linkWorkerId === suggestion?.linkWorkerId
        ? { ...candidate, openCount: candidate.openCount + 1 }
        : candidate,
    );
    return suggestion;
  });
}

const hasRoom = ({ openCount, caseloadLimit }: Candidate): boolean =>
  caseloadLimit === null || openCount < caseloadLimit;
