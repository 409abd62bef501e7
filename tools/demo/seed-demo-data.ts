import { planMessages } from '#application/messaging/plan-messages.js';
import { readDirectorySource } from '#application/directory/oruk/directory-source.js';
import { readKnownTerms } from '#application/directory/oruk/known-terms-file.js';
import { OrukImportService } from '#application/directory/oruk-import.service.js';
import { allowsPlacements } from '#domain/referrals/referral.js';
import { referenceFolder } from '#persistence/code-lists/reference-files.js';
import { transactionTime } from '#persistence/sql.js';
import path from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { BookingBook } from './bookings.js';
import { allSessions, seedSessions } from './demo-sessions.js';
import { type DemoHouse, seedHouse } from './organisations.js';
import { seedPatients } from './people.js';
import type { PlayedReferral } from './play-story.js';
import { Random } from './random.js';
import { PEOPLE, playScenes } from './scenes.js';
import { DEMO_VENUE_PROVIDER } from './sign-ins.js';
import { writeReferrals } from './write-referrals.js';

/** Thrown where demo data has no business; says why. */
export class DemoRefused extends Error {}

export interface DemoCounts {
  readonly patients: number;
  readonly referrals: number;
  readonly bookingsToCome: number;
}

const SEED = 20_260_405;

/**
 * Fills an empty database with invented people and what has happened to them, dated from now.
 *
 * @throws DemoRefused in production, and where there are organisations already
 */
export async function seedDemoData(db: DataSource, env = process.env): Promise<DemoCounts> {
  if (env['NODE_ENV'] === 'production') {
    throw new DemoRefused('Demo data never goes into production.');
  }
  const [found] = await db.query<unknown[]>('SELECT 1 FROM organisation LIMIT 1');
  if (found) throw new DemoRefused('This database holds organisations already: nothing was added.');
  // One transaction: a start that is broken off leaves an empty database, which the next one fills.
  return db.transaction(async (tx) => {
    await importOxford(tx, new OrukImportService(db));
    return seedPeopleAndStories(tx);
  });
}

async function importOxford(tx: EntityManager, directory: OrukImportService): Promise<void> {
  const file = path.join(referenceFolder(), 'oxford-feed.json');
  const { documents, feed } = await readDirectorySource(file);
  const options = { feed, dryRun: false, known: readKnownTerms(), source: feed };
  const { records } = await directory.importWithin(tx, documents, options);
  if (records.refused > 0) throw new Error('The Oxford feed does not go in as it is');
}

async function seedPeopleAndStories(tx: EntityManager): Promise<DemoCounts> {
  const now = await transactionTime(tx);
  const random = new Random(SEED);
  const house = await seedHouse(tx);
  const patients = await seedPatients(tx, PEOPLE, house.practices, random);
  const played = playScenes(house, patients, now, random);
  await writeReferrals(tx, played);
  const coming = await seedBookings(tx, house, played, now, random);
  return { patients: patients.length, referrals: played.length, bookingsToCome: coming };
}

async function seedBookings(
  tx: EntityManager,
  house: DemoHouse,
  played: readonly PlayedReferral[],
  now: Date,
  random: Random,
): Promise<number> {
  const { runningId, soonId } = await seedSessions(tx, DEMO_VENUE_PROVIDER, now);
  const sessions = await allSessions(tx);
  const book = new BookingBook(house, now, random);
  const bookable = played.filter(({ referral }) => allowsPlacements(referral.status));
  const running = sessions.find(({ id }) => id === runningId);
  const soon = sessions.find(({ id }) => id === soonId);
  if (!running || !soon) throw new Error('A session of the demo is gone');
  book.fillRegister(running, bookable);
  book.fillSoon(soon, bookable);
  for (const person of played) book.fillDiary(person, sessions);
  played.forEach((person) => book.endPlacements(person));
  await book.write(tx);
  for (const id of book.coming) await planMessages(tx, id, now);
  return book.coming.length;
}
