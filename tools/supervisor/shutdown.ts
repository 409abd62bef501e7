import fs from 'node:fs';

/** How often the parent is looked for. */
const PARENT_CHECK_MS = 500;

export interface Stoppable {
  readonly name: string;
  /** An orderly stop. */
  stop(): Promise<void>;
  /** For the second Ctrl-C: at once, whatever is going on. */
  kill?(): void;
}

/** Stops everything that was started, last first, once. */
export class Shutdown {
  private readonly started: Stoppable[] = [];
  private stopping: Promise<void> | undefined;

  constructor(private readonly say: (line: string) => void) {}

  get isStopping(): boolean {
    return this.stopping !== undefined;
  }

  add(stoppable: Stoppable): void {
    this.started.push(stoppable);
  }

  /** Stops on Ctrl-C, on SIGTERM and SIGHUP, and when npm has died without telling. */
  listen(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (this.isStopping) this.force();
        void this.run(0, signal);
      });
    }
    // A closed terminal must not stop us from stopping.
    process.stdout.on('error', () => undefined);
    process.stderr.on('error', () => undefined);
    this.watchParent();
  }

  async run(exitCode: number, why: string): Promise<void> {
    this.stopping ??= this.stopAll(exitCode, why);
    await this.stopping;
  }

  private async stopAll(exitCode: number, why: string): Promise<void> {
    this.say(`stopping (${why})`);
    for (const { name, stop } of this.started.reverse()) {
      try {
        await stop();
        this.say(`${name} stopped`);
      } catch (error) {
        this.say(`${name} did not stop: ${(error as Error).message}`);
        exitCode ||= 1;
      }
    }
    process.exit(exitCode);
  }

  private force(): never {
    this.say('stopping at once');
    for (const { kill } of this.started) kill?.();
    process.exit(1);
  }

  /** npm does not pass on the SIGTERM that ends it. */
  private watchParent(): void {
    if (!process.env.npm_lifecycle_event) return;
    const before = lineage();
    setInterval(() => {
      if (lineage() !== before) void this.run(0, 'npm is gone');
    }, PARENT_CHECK_MS).unref();
  }
}

/** Our parent and its parent: npm may have put a shell in between, which stays when npm dies. */
function lineage(): string {
  const parent = process.ppid;
  const file = `/proc/${parent}/stat`;
  if (!fs.existsSync(file)) return String(parent);
  const stat = fs.readFileSync(file, 'utf8');
  // After the name, which may hold anything, come the state and the parent.
  const [, grandparent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return `${parent} ${grandparent}`;
}
