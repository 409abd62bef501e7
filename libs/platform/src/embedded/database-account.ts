import fs from 'node:fs';

/** The account a database process runs under; empty when it is our own. */
export interface DatabaseAccount {
  readonly uid?: number;
  readonly gid?: number;
}

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * PostgreSQL refuses to run as root. Started by root, it runs under the owner of the existing
 * cluster, else under the first ordinary account that this machine has; initdb asks for a passwd entry.
 *
 * @param cluster the cluster's folder, whether it exists yet or not
 */
export function databaseAccount(cluster: string): DatabaseAccount {
  if (!isRoot()) return {};
  const owner = fs.statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid > 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = readAccounts();
  for (const name of [process.env.EMBEDDED_PG_USER, 'postgres', 'node', 'nobody']) {
    const account = name ? accounts.get(name) : undefined;
    if (account?.uid) return account;
  }
  throw new Error(
    'PostgreSQL cannot run as root, and no ordinary account was found. Set EMBEDDED_PG_USER or DATABASE_URL.',
  );
}

function readAccounts(): Map<string, { uid: number; gid: number }> {
  const lines = fs.readFileSync('/etc/passwd', 'utf8').split('\n');
  const accounts = new Map<string, { uid: number; gid: number }>();
  for (const line of lines) {
    const [name, , uid, gid] = line.split(':');
    if (name && uid && gid) accounts.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
}
