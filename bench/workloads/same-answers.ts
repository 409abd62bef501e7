import { differences } from '../differences.js';
import type { Knock } from '../load/job.js';
import type { Contestant } from '../servers/contestants.js';
import type { Workload } from './workloads.js';

const SAMPLE = 25;

/**
 * Holds the peers to the product's answers on a sample: a peer that answers less is no measure.
 *
 * @throws Error naming the first fields that differ
 */
export async function assertSameAnswers(
  workload: Workload,
  contestants: readonly Contestant[],
): Promise<void> {
  if (workload.once) return assertSameMembers(workload, contestants);
  for (const knock of await workload.knocks(SAMPLE)) {
    const answers = await askAll(knock, contestants);
    const product = answers.get('product');
    for (const [server, answer] of answers) {
      if (server === 'product') continue;
      refuse(server, workload, knock, differences(answer, product, workload.allowance));
    }
  }
}

/** What a request makes is new each time: ids and times differ, the members may not. */
async function assertSameMembers(
  workload: Workload,
  contestants: readonly Contestant[],
): Promise<void> {
  const knocks = await workload.knocks(contestants.length);
  const members = new Map<string, string[]>();
  for (const [at, contestant] of contestants.entries()) {
    const knock = knocks[at];
    if (!knock) throw new Error(`${workload.id} has nothing to ask`);
    const answer = await ask(knock, contestant, `bench-same-answers-${at}`);
    members.set(contestant.name, Object.keys(answer as object));
  }
  workload.used(contestants.length);
  const product = members.get('product') ?? [];
  for (const [server, names] of members) {
    // Worked out by the rule of working days, after the statement that both of them run.
    const missing = product.filter((name) => name !== 'contactBy' && !names.includes(name));
    const known = knocks[0];
    if (known) refuse(server, workload, known, missing);
  }
}

async function askAll(
  knock: Knock,
  contestants: readonly Contestant[],
): Promise<Map<string, unknown>> {
  const answers = new Map<string, unknown>();
  for (const contestant of contestants) {
    answers.set(contestant.name, await ask(knock, contestant, 'bench-same-answers'));
  }
  return answers;
}

async function ask(knock: Knock, { url, name }: Contestant, key: string): Promise<unknown> {
  const { method, path, token, asker, body } = knock;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'x-asker': asker,
      ...(body === null ? {} : { 'content-type': 'application/json', 'idempotency-key': key }),
    },
    body,
  });
  if (!response.ok) {
    throw new Error(
      `${name} answered ${response.status} to ${method} ${path}: ${await response.text()}`,
    );
  }
  return response.json();
}

function refuse(
  server: string,
  { id }: Workload,
  { path }: Knock,
  pointers: readonly string[],
): void {
  if (pointers.length === 0) return;
  const some = pointers.slice(0, 8).join(', ');
  throw new Error(`${server} and the product answer ${id} ${path} differently: ${some}`);
}
