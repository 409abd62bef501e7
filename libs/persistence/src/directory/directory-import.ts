import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';

export type Upserted = 'created' | 'updated' | 'unchanged';

export interface UpsertResult {
  readonly id: string;
  readonly result: Upserted;
}

/** The tables a feed fills; each holds a row of a feed once, by feed and id. */
export type FeedTable = 'organisation' | 'venue' | 'activity' | 'schedule';

type ColumnValue = string | number | boolean | readonly string[] | null;
/** Column names come from this code, never from a feed. A value that is undefined is left alone. */
export type Columns = Readonly<Record<string, ColumnValue | undefined>>;

/** What is set besides when a row really changes. */
const ON_CHANGE: Readonly<Record<FeedTable, string>> = {
  organisation: ', version = organisation.version + 1',
  venue: ', updated_at = now()',
  activity: ', updated_at = now(), version = activity.version + 1',
  schedule: '',
};

/**
 * Makes a row of a feed what the feed says, and touches it only when something differs.
 *
 * @param columns what the feed owns; set on creation and on change
 * @param initial what is set on creation only, because people of this service may change it
 */
export async function upsertFromFeed(
  tx: EntityManager,
  table: FeedTable,
  key: { readonly feed: string; readonly externalId: string },
  columns: Columns,
  initial: Columns = {},
): Promise<UpsertResult> {
  const owned = Object.entries(columns).filter(([, value]) => value !== undefined);
  const first = Object.entries(initial).filter(([, value]) => value !== undefined);
  const names = ['id', 'source_feed', 'external_id', ...[...owned, ...first].map(([name]) => name)];
  const values = [newId(), key.feed, key.externalId, ...[...owned, ...first].map(([, v]) => v)];
  const ownedNames = owned.map(([name]) => name);
  const list = (of: string): string => ownedNames.map((name) => `${of}.${name}`).join(', ');
  const change =
    ownedNames.length === 0
      ? 'DO NOTHING'
      : `DO UPDATE SET ${ownedNames.map((name) => `${name} = excluded.${name}`).join(', ')}${ON_CHANGE[table]}
         WHERE (${list(table)}) IS DISTINCT FROM (${list('excluded')})`;
  const rows = await tx.query<{ id: string; created: boolean }[]>(
    `INSERT INTO ${table} (${names.join(', ')})
     VALUES (${names.map((_, i) => `$${String(i + 1)}`).join(', ')})
     ON CONFLICT (source_feed, external_id) WHERE source_feed IS NOT NULL ${change}
     RETURNING id, (xmax = 0) AS created`,
    values,
  );
  const [row] = rows;
  if (row) return { id: row.id, result: row.created ? 'created' : 'updated' };
  const id = await findByFeed(tx, table, key);
  if (id === null) throw new Error(`The ${table} is gone while it was being imported`);
  return { id, result: 'unchanged' };
}

export async function findByFeed(
  tx: EntityManager,
  table: FeedTable,
  { feed, externalId }: { readonly feed: string; readonly externalId: string },
): Promise<string | null> {
  const [row] = await tx.query<{ id: string }[]>(
    `SELECT id FROM ${table} WHERE source_feed = $1 AND external_id = $2`,
    [feed, externalId],
  );
  return row?.id ?? null;
}

/** Two imports of one feed take turns, record by record. */
export async function lockFeed(tx: EntityManager, feed: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('feed:' || $1, 0))`, [feed]);
}

/**
 * Says where an activity takes place.
 *
 * @param isComplete whether a venue that is not named is one no longer used
 * @returns whether anything changed
 */
export async function linkVenues(
  tx: EntityManager,
  activityId: string,
  venueIds: readonly string[],
  isComplete: boolean,
): Promise<boolean> {
  const added = await tx.query<unknown[]>(
    `INSERT INTO activity_venue (activity_id, venue_id) SELECT $1, unnest($2::uuid[])
     ON CONFLICT DO NOTHING RETURNING venue_id`,
    [activityId, venueIds],
  );
  if (!isComplete) return added.length > 0;
  const [, removed] = await tx.query<[unknown, number]>(
    `DELETE FROM activity_venue WHERE activity_id = $1 AND NOT venue_id = ANY ($2::uuid[])`,
    [activityId, venueIds],
  );
  return added.length > 0 || removed > 0;
}

/**
 * Ends the schedules of an activity that its feed no longer names. They are not deleted: their
 * sessions, and the people who came, stay.
 *
 * @param lastDay local date, `YYYY-MM-DD`
 * @returns how many were ended now
 */
export async function endOtherSchedules(
  tx: EntityManager,
  activityId: string,
  kept: readonly string[],
  lastDay: string,
): Promise<number> {
  const [, ended] = await tx.query<[unknown, number]>(
    `UPDATE schedule SET valid_to = $3
     WHERE activity_id = $1 AND source_feed IS NOT NULL AND NOT id = ANY ($2::uuid[])
       AND (valid_to IS NULL OR valid_to > $3)`,
    [activityId, kept, lastDay],
  );
  return ended;
}
