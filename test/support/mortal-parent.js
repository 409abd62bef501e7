import { compileEmbedded } from './compile-embedded.js';

/** Run by a test that kills it: starts the server that its argument names, says which, and waits. */
const [, , kind, dataDir] = process.argv;
const embedded = await compileEmbedded();
const pid =
  kind === 'postgres'
    ? (await embedded.startEmbeddedPostgres({ dataDir, database: 'mortal', ephemeral: true })).pid
    : (await embedded.startEmbeddedRedis({ javascriptIn: 'child_process' })).port;
process.send?.(pid);
setInterval(() => undefined, 60_000);
