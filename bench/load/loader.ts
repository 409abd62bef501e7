/** Sends the requests, from a process of its own so that its work is not counted as a server's. */
import autocannon from 'autocannon';
import { percentile } from '../figures.js';
import type { Job, JobResult, Knock } from './job.js';

type Next = () => Knock | undefined;

function nextOf({ knocks, once }: Job): Next {
  let at = 0;
  if (once) return () => knocks[at++];
  // A small generator of our own: the same requests in the same order in every run.
  let state = 42;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return knocks[state % knocks.length];
  };
}

function headersOf({ token, asker, body }: Knock, key: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    'x-asker': asker,
    ...(body === null ? {} : { 'content-type': 'application/json', 'idempotency-key': key }),
  };
}

async function run(job: Job): Promise<JobResult> {
  const next = nextOf(job);
  const latencies: number[] = [];
  let refused = 0;
  let used = 0;
  const started = performance.now();
  let answeredAt = started;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      {
        url: job.url,
        connections: job.connections,
        duration: job.seconds,
        requests: [
          {
            setupRequest: (request) => {
              const knock = next();
              if (!knock) throw new Error('Every knock of the job is used up');
              used += 1;
              const { method, path, body } = knock;
              const headers = headersOf(knock, `bench-${job.number}-${used}-0000000000000000`);
              return { ...request, method, path, headers, body: body ?? undefined };
            },
          },
        ],
      },
      (error: Error | null, finished) => (error ? reject(error) : resolve(finished)),
    );
    instance.on('response', (_client, status, _bytes, ms) => {
      latencies.push(ms);
      answeredAt = performance.now();
      if (status < 200 || status > 299) refused += 1;
    });
  });
  latencies.sort((a, b) => a - b);
  return {
    requests: latencies.length,
    seconds: (answeredAt - started) / 1000,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    failures: refused + result.errors,
    used,
  };
}

process.on('message', (job: Job) => {
  void run(job).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
