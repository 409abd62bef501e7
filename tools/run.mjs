/**
 * `node tools/run.mjs start`: brings the build up to date and then runs dist/tools/start.js in this
 * same process. One process, so that the one npm started is the one that answers to Ctrl-C.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';

const [, , tool = 'start'] = process.argv;
process.chdir(path.resolve(import.meta.dirname, '..'));
if (build()) {
  const entry = path.resolve('dist/tools', `${tool}.js`);
  // As if it had been run by itself.
  process.argv.splice(1, 2, entry);
  await import(pathToFileURL(entry).href);
} else {
  console.error('The build failed: see above.');
  process.exitCode = 1;
}
