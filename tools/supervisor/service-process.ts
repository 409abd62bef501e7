import { spawn, type ChildProcess } from 'node:child_process';
import readline from 'node:readline';
import type { Readable } from 'node:stream';
import { Restarts } from './restarts.js';
import type { Stoppable } from './shutdown.js';

export interface ServiceOptions {
  readonly name: string;
  /** The built file to run. It sends the message `ready` when it can be used. */
  readonly entry: string;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  /** Called when the service was ready once and has died too often since. */
  readonly onGivenUp: (reason: string) => void;
}

const READY_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 10_000;
const RESTART_DELAY_MS = 500;

/** A Node process that is started again when it dies, within limits. */
export class ServiceProcess implements Stoppable {
  readonly name: string;
  private child: ChildProcess | undefined;
  private restartTimer: NodeJS.Timeout | undefined;
  private stopped = false;
  private readonly restarts = new Restarts();

  constructor(private readonly options: ServiceOptions) {
    this.name = options.name;
  }

  /**
   * Resolves when the service is ready.
   *
   * @throws Error when it ends before that, or says nothing for two minutes
   */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(
        () => reject(new Error(`${this.name} did not become ready`)),
        READY_TIMEOUT_MS,
      );
      const settle = (outcome: () => void): void => {
        clearTimeout(timeout);
        outcome();
      };
      this.launch(
        () => settle(resolve),
        (reason) => settle(() => reject(new Error(reason))),
      );
    });
  }

  readonly stop = async (): Promise<void> => {
    this.stopped = true;
    clearTimeout(this.restartTimer);
    const { child } = this;
    if (!child || hasEnded(child)) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(force);
  };

  readonly kill = (): void => {
    this.stopped = true;
    this.child?.kill('SIGKILL');
  };

  private launch(onReady: () => void, onFirstDeath: (reason: string) => void): void {
    const child = this.spawn();
    this.child = child;
    let wasReady = false;
    child.on('message', (message) => {
      if (message !== 'ready') return;
      wasReady = true;
      onReady();
    });
    child.once('error', (error) => onFirstDeath(error.message));
    child.once('exit', (code, signal) => {
      if (this.stopped) return;
      const reason = `${this.name} ended (${signal ?? code})`;
      if (wasReady) this.restart(reason);
      else onFirstDeath(reason);
    });
  }

  private spawn(): ChildProcess {
    const preload = new URL('./leave-with-parent.js', import.meta.url).href;
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', '--import', preload, this.options.entry],
      {
        env: this.options.env,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        // A group of its own: Ctrl-C in a terminal reaches the supervisor alone.
        detached: true,
      },
    );
    this.passOn(child.stdout);
    this.passOn(child.stderr);
    return child;
  }

  private passOn(stream: Readable | null): void {
    if (!stream) return;
    const lines = readline.createInterface({ input: stream });
    lines.on('line', (line) => process.stdout.write(`[${this.name}] ${line}\n`));
  }

  private restart(reason: string): void {
    const deaths = this.restarts.countDeath();
    if (deaths === undefined) {
      this.options.onGivenUp(`${reason}, again and again`);
      return;
    }
    this.options.say(`${reason}: starting it again`);
    this.restartTimer = setTimeout(
      () =>
        this.launch(
          () => this.options.say(`${this.name} is ready again`),
          (again) => {
            if (!this.stopped) this.restart(again);
          },
        ),
      RESTART_DELAY_MS * deaths,
    );
  }
}

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;
