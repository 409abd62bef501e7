import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Runs its arguments and waits. Its standard input is a pipe that only our process holds open: when
 * we stop, cleanly or by kill -9, the pipe ends, and the guard stops what it started.
 */
const GUARD = `
exec 3<&0
"$@" 3<&- </dev/null &
guarded=$!
(read -r _ <&3; kill -s "$GUARD_SIGNAL" "$guarded" 2>/dev/null) &
watcher=$!
wait "$guarded"
code=$?
kill "$watcher" 2>/dev/null
[ -n "$GUARD_REMOVES" ] && rm -rf "$GUARD_REMOVES" 2>/dev/null
exit "$code"
`;

export interface GuardOptions {
  readonly uid?: number;
  readonly gid?: number;
  /** The signal that asks the guarded program for an orderly stop. */
  readonly stopSignal: 'INT' | 'TERM';
  /** A folder to delete once the program has ended, so that a killed run leaves nothing behind. */
  readonly removes?: string;
  /** A file descriptor for what the program prints. */
  readonly output?: number;
}

export interface GuardedProcess {
  hasExited(): boolean;
  stop(): Promise<void>;
}

/** Starts a program that must not outlive this process. Needs a POSIX shell: Linux or macOS. */
export function spawnGuarded(
  command: string,
  args: readonly string[],
  options: GuardOptions,
): GuardedProcess {
  const output = options.output ?? 'ignore';
  const child: ChildProcess = spawn('/bin/sh', ['-c', GUARD, 'guard', command, ...args], {
    uid: options.uid,
    gid: options.gid,
    cwd: '/',
    stdio: ['pipe', output, output],
    // A group of its own: Ctrl-C in a terminal reaches us alone, and we stop things in order.
    detached: true,
    env: {
      ...process.env,
      GUARD_SIGNAL: options.stopSignal,
      GUARD_REMOVES: options.removes ?? '',
    },
  });
  let exited = false;
  const exit = new Promise<void>((resolve) => {
    const ended = (): void => {
      exited = true;
      child.stdin?.destroy();
      resolve();
    };
    child.once('exit', ended);
    child.once('error', ended);
  });
  child.stdin?.on('error', () => undefined);
  return {
    hasExited: () => exited,
    stop: async () => {
      child.stdin?.end();
      await exit;
    },
  };
}
