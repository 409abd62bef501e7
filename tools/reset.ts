import fs from 'node:fs';
import { removeEmbeddedPostgres } from '#platform/embedded/embedded-postgres.js';
import { DATA_FOLDER, MAIL_FOLDER, POSTGRES_FOLDER } from './supervisor/data-folder.js';
import { claimDataFolder } from './supervisor/single-instance.js';

/** `npm run reset`: deletes the embedded database and the caught mail. The next start begins anew. */
const instance = claimDataFolder(DATA_FOLDER);
if ('heldBy' in instance) {
  console.error(`Trellis runs (process ${instance.heldBy}). Stop it with Ctrl-C first.`);
  process.exitCode = 1;
} else {
  await removeEmbeddedPostgres(POSTGRES_FOLDER);
  fs.rmSync(MAIL_FOLDER, { recursive: true, force: true });
  instance.release();
  console.log('The data is gone. "npm start" begins anew with the demo data.');
}
