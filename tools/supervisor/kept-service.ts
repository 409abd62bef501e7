import { Restarts } from './restarts.js';
import type { Shutdown } from './shutdown.js';

/** What can be asked whether it still runs. */
export interface Running {
  isRunning(): boolean;
  stop(): Promise<void>;
}

export interface KeptServiceOptions<Service extends Running> {
  readonly name: string;
  /** Starts it; after a death in the place of the one before, so that its clients find it again. */
  readonly start: (before: Service | undefined) => Promise<Service>;
  readonly kill?: (service: Service) => unknown;
  readonly shutdown: Shutdown;
  readonly say: (line: string) => void;
}

const CHECK_MS = 500;

/** Starts a service, starts it again when it dies, and stops it with everything else. */
export async function keepRunning<Service extends Running>(
  options: KeptServiceOptions<Service>,
): Promise<Service> {
  const { name, shutdown, say } = options;
  const restarts = new Restarts();
  let service = await options.start(undefined);
  let restarting: Promise<void> | undefined;
  const restart = async (): Promise<void> => {
    if (restarts.countDeath() === undefined) return shutdown.run(1, `${name} keeps ending`);
    say(`${name} has ended: starting it again`);
    service = await options.start(service);
    say(`${name} is ready again`);
  };
  const check = setInterval(() => {
    if (restarting || shutdown.isStopping || service.isRunning()) return;
    restarting = restart()
      .catch((error: Error) => shutdown.run(1, `${name}: ${error.message}`))
      .finally(() => (restarting = undefined));
  }, CHECK_MS);
  shutdown.add({
    name,
    stop: async () => {
      clearInterval(check);
      await restarting;
      await service.stop();
    },
    kill: () => void options.kill?.(service),
  });
  return service;
}
