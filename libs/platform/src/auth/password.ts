import { hash, verify } from '@node-rs/argon2';

/** Source: OWASP Password Storage Cheat Sheet, Argon2id with m = 47104 KiB, t = 1, p = 1. */
const PARAMETERS = { algorithm: 2, memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, PARAMETERS);

/** Only so many at once: each takes 46 MB and a core, and the rest of the service must go on. */
const AT_ONCE = 4;
const WAITING = 64;
let running = 0;
const queue: (() => void)[] = [];

/** Thrown when too many people sign in at the same moment. */
export class PasswordCheckBusy extends Error {}

/**
 * Whether the password is the hashed one. With no hash the work is done all the same, so that the
 * time of the answer does not tell whether the account exists.
 *
 * @throws PasswordCheckBusy when more than 64 checks are waiting
 */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  if (running >= AT_ONCE) {
    if (queue.length >= WAITING) throw new PasswordCheckBusy();
    await new Promise<void>((resolve) => queue.push(resolve));
  }
  running += 1;
  try {
    const matches = await verify(passwordHash ?? (await placeholderHash()), password);
    return matches && passwordHash !== null;
  } finally {
    running -= 1;
    queue.shift()?.();
  }
}

let placeholder: Promise<string> | undefined;
const placeholderHash = (): Promise<string> =>
  (placeholder ??= hashPassword('nobody has this one'));
