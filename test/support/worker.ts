import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = path.resolve(import.meta.dirname, '../..');
const preload = (file: string): string[] => ['--import', pathToFileURL(path.join(ROOT, file)).href];

export interface TestWorkerOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly queuePrefix: string;
  readonly smtpUrl: string;
  readonly smtpLookupUrl?: string;
  readonly leaseSeconds?: number;
  readonly pollSeconds?: number;
}

/** The real worker in a process of its own, run from its sources. */
export class TestWorker {
  private text = '';
  private readonly exit: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    this.exit = new Promise((resolve) => child.once('exit', resolve));
  }

  /** @throws Error with its log when it ends before it is ready */
  static async start(options: TestWorkerOptions): Promise<TestWorker> {
    const child = fork(path.join(ROOT, 'apps/worker/src/main.ts'), [], {
      cwd: ROOT,
      silent: true,
      execArgv: [
        ...preload('test/support/run-typescript.js'),
        ...preload('tools/supervisor/leave-with-parent.ts'),
      ],
      env: environment(options),
    });
    const worker = new TestWorker(child);
    const ready = new Promise<boolean>((resolve) => child.once('message', () => resolve(true)));
    if (await Promise.race([ready, worker.exit.then(() => false)])) return worker;
    throw new Error(`The worker ended before it was ready:\n${worker.log}`);
  }

  /** Everything the process has written. */
  get log(): string {
    return this.text;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  /** @returns the exit code; null when it was killed */
  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    if (this.isRunning) this.child.kill(signal);
    return this.exit;
  }
}

/** Nothing of the surroundings but where programs are: no setting of the tester's leaks in. */
const environment = (options: TestWorkerOptions): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  DATABASE_URL: options.databaseUrl,
  DATABASE_POOL: '10',
  REDIS_URL: options.redisUrl,
  QUEUE_PREFIX: options.queuePrefix,
  SMTP_URL: options.smtpUrl,
  ...(options.smtpLookupUrl ? { SMTP_LOOKUP_URL: options.smtpLookupUrl } : {}),
  POLL_SECONDS: String(options.pollSeconds ?? 1),
  LEASE_SECONDS: String(options.leaseSeconds ?? 4),
  LOG_LEVEL: 'debug',
});
