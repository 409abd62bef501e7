import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs';

/** Linux counts the CPU time of a process in hundredths of a second. */
const TICKS_A_SECOND = 100;
const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;

/** CPU time a process has used so far, in ms; null where /proc does not tell. */
export function cpuMsOf(pid: number): number | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system] = [Number(fields[11]), Number(fields[12])];
    return ((user + system) * 1000) / TICKS_A_SECOND;
  } catch {
    return null;
  }
}

/** A Node process of the bench that says "ready" and ends when it is told to. */
export class ServerProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** @throws Error when the process ends, or says nothing for a minute, before it is ready */
  static async start(
    entry: string,
    env: NodeJS.ProcessEnv,
    execArgv: readonly string[] = [],
  ): Promise<ServerProcess> {
    const child = fork(entry, {
      env,
      execArgv: [...execArgv],
      serialization: 'advanced',
      // Its log lines are written as in production, and read by nobody.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const server = new ServerProcess(child);
    try {
      await server.next((message) => (message === 'ready' ? true : undefined), READY_TIMEOUT_MS);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return server;
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('The process never started');
    return this.child.pid;
  }

  /** Sends a message and gives the answer that comes back. */
  ask<Answer>(message: object, timeoutMs: number): Promise<Answer> {
    const answer = this.next((reply) => reply as Answer, timeoutMs);
    this.child.send(message);
    return answer;
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(force);
  }

  private next<T>(pick: (message: unknown) => T | undefined, timeoutMs: number): Promise<T> {
    const { child } = this;
    return new Promise((resolve, reject) => {
      const settle = (outcome: () => void): void => {
        clearTimeout(timeout);
        child.off('message', onMessage);
        child.off('exit', onExit);
        outcome();
      };
      const onMessage = (message: unknown): void => {
        const picked = pick(message);
        if (picked !== undefined) settle(() => resolve(picked));
      };
      const onExit = (code: number | null): void =>
        settle(() => reject(new Error(`${child.spawnfile} ended with ${code}`)));
      const timeout = setTimeout(
        () => settle(() => reject(new Error('A process of the bench did not answer in time'))),
        timeoutMs,
      );
      child.on('message', onMessage);
      child.once('exit', onExit);
    });
  }
}
