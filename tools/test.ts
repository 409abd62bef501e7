import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { findChromium } from './testing/chromium.js';
import { closingLine, readTotals } from './testing/totals.js';

/** `npm test`: every test, the browser's when there is a browser. Arguments go to Jest. */
const PROJECTS = ['unit', 'admin', 'integration', 'e2e'];
const RESULTS = path.resolve('.trellis/test-results/all.json');

const chromium = findChromium(process.env);
const projects = chromium ? [...PROJECTS, 'browser'] : PROJECTS;

fs.mkdirSync(path.dirname(RESULTS), { recursive: true });
fs.rmSync(RESULTS, { force: true });
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    path.resolve('node_modules/jest/bin/jest.js'),
    '--json',
    `--outputFile=${RESULTS}`,
    ...process.argv.slice(2),
    '--selectProjects',
    ...projects,
  ],
  {
    // Jest prints the results on standard output, too: they are read from the file instead.
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...(chromium ? { CHROMIUM: chromium } : {}) },
  },
);
if (!chromium) {
  console.log(
    'The browser tests were left out: no Chromium was found. Install chromium, or set CHROMIUM to its path.',
  );
}
const totals = readTotals(RESULTS);
console.log(closingLine(totals));
process.exitCode = status === 0 && totals.failed === 0 ? 0 : 1;
