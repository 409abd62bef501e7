import { execFileSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';

/** Without these Chromium looks for updates and the like, and the log fills with refused connections. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** CHROMIUM names the program; else the one on the PATH is taken. */
const executable = (): string =>
  process.env['CHROMIUM'] ??
  execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: executable(), args: FLAGS });
