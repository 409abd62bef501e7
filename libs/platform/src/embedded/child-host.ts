import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface HostedService<Address> {
  /** What the child said when it was ready. */
  readonly address: Address;
  readonly pid: number;
  isRunning(): boolean;
  stop(): Promise<void>;
}

/**
 * Runs a service in a Node process of its own, so that its work does not hold up ours. The child
 * sends its address once and ends when the channel to us closes: by `stop`, or because we died.
 *
 * @throws Error when the child ends before it is ready
 */
export async function hostInChild<Address>(
  entry: URL,
  options: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<HostedService<Address>> {
  const child = fork(fileURLToPath(entry), [...(options.args ?? [])], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: true,
    env: { ...process.env, ...options.env },
  });
  let exited = false;
  const exit = new Promise<void>((resolve) =>
    child.once('exit', () => {
      exited = true;
      resolve();
    }),
  );
  const address = await new Promise<Address>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Address));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${entry.pathname} ended with ${code}`)));
  });
  return {
    address,
    pid: child.pid ?? 0,
    isRunning: () => !exited,
    stop: async () => {
      if (exited) return;
      if (child.connected) child.disconnect();
      await exit;
    },
  };
}

/** The child's side: says where it listens, and stops when the parent is gone. */
export function reportToParent(address: object, stop: () => Promise<void>): void {
  // Ctrl-C reaches the parent, which decides when we stop.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', () => {
    void stop().finally(() => process.exit(0));
  });
  process.send?.(address);
}
