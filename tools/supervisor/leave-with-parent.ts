/**
 * Loaded first into every process of the supervisor. When the supervisor is gone, even by kill -9,
 * the channel to it closes, and nobody would be left to stop this process.
 */
const GRACE_MS = 10_000;

process.once('disconnect', () => {
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
