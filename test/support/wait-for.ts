import { waitUntil } from '#platform/embedded/wait-until.js';

const PATIENCE_MS = 40_000;

/**
 * Asks again and again until something is there, and gives it back.
 *
 * @param what names the thing awaited, for the error
 * @throws Error when it never comes
 */
export async function waitFor<Found>(
  what: string,
  find: () => Promise<Found | null | undefined | false> | Found | null | undefined | false,
  patienceMs = PATIENCE_MS,
): Promise<Found> {
  let found: Found | null | undefined | false;
  const came = await waitUntil(async () => Boolean((found = await find())), patienceMs);
  if (!came || !found) throw new Error(`Waited in vain for ${what}`);
  return found;
}
