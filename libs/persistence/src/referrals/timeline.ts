import type { TimelineEntry } from '#domain/shared/timeline.js';
import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';

/** One line of what has happened under a referral. */
export interface TimelineLine extends TimelineEntry {
  readonly referralId: string;
  /** Membership of who did it; null where a timer or a queue did. */
  readonly actorId: string | null;
  /** The contact, booking or message the line tells of. */
  readonly subjectId?: string | null;
}

/** Adds lines to a timeline; nothing is ever changed or taken out of it. */
export async function appendTimeline(tx: EntityManager, ...lines: TimelineLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(
    `INSERT INTO timeline_event (id, referral_id, at, kind, actor_id, subject_id, data)
     SELECT id, referral_id, at, kind, actor_id, subject_id, data::jsonb
     FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $6::uuid[], $7::text[])
       AS row (id, referral_id, at, kind, actor_id, subject_id, data)`,
    [
      lines.map(() => newId()),
      lines.map(({ referralId }) => referralId),
      lines.map(({ at }) => at),
      lines.map(({ kind }) => kind),
      lines.map(({ actorId }) => actorId),
      lines.map(({ subjectId }) => subjectId ?? null),
      lines.map(({ captured }) => JSON.stringify(captured)),
    ],
  );
}
