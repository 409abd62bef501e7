import fs from 'node:fs';

/**
 * Asks again and again until the answer is yes.
 *
 * @param timeoutMs how long to go on asking
 * @returns whether the answer was ever yes
 */
export async function waitUntil(
  isTrue: () => boolean | Promise<boolean>,
  timeoutMs: number,
  everyMs = 25,
): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    if (await isTrue()) return true;
    if (Date.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** Whether a process of this id exists, be it ours or another account's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Ended, but not yet collected by its parent: in a container, perhaps never. */
function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  if (!fs.existsSync(file)) return false;
  const stat = fs.readFileSync(file, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
}
