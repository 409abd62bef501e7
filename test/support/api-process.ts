import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from '#platform/embedded/free-port.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PRELOAD = pathToFileURL(path.join(ROOT, 'test/support/run-typescript.js')).href;

/** The real API in a process of its own, run from its sources, with everything that it writes. */
export class ApiProcess {
  private text = '';
  private warnings = '';
  private readonly exit: Promise<number | null>;

  private constructor(
    private readonly child: ChildProcess,
    readonly origin: string,
  ) {
    child.stdout?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.warnings += chunk.toString()));
    this.exit = new Promise((resolve) => child.once('exit', resolve));
  }

  /** @throws Error with its log when it ends before it is ready */
  static async start(env: Readonly<Record<string, string>>): Promise<ApiProcess> {
    const port = await freePort();
    const child = fork(path.join(ROOT, 'apps/api/src/main.ts'), [], {
      cwd: ROOT,
      silent: true,
      execArgv: ['--import', PRELOAD],
      // Nothing of the surroundings but where programs are: no setting of the tester's leaks in.
      env: { PATH: process.env['PATH'], PORT: String(port), ...env },
    });
    const api = new ApiProcess(child, `http://127.0.0.1:${port}`);
    const ready = new Promise<boolean>((resolve) => child.once('message', () => resolve(true)));
    if (await Promise.race([ready, api.exit.then(() => false)])) return api;
    throw new Error(`The API ended before it was ready:\n${api.log}`);
  }

  /** Its log, a line for each thing it tells of. */
  get lines(): string[] {
    return this.text.split('\n').filter((line) => line !== '');
  }

  /** Everything the process has written, on both of its outputs. */
  get log(): string {
    return `${this.text}${this.warnings}`;
  }

  /** @returns the exit code; null when it was killed */
  async end(): Promise<number | null> {
    if (this.child.exitCode === null) this.child.kill('SIGTERM');
    return this.exit;
  }
}
