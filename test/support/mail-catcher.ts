import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { hostInChild, type HostedService } from '#platform/embedded/child-host.js';
import type { MailCatcherAddresses } from '#platform/embedded/mail-catcher.js';

/** Compiled by global-setup.js: the catcher's web server cannot be loaded inside Jest on Node 20. */
const ENTRY = path.resolve(
  import.meta.dirname,
  '../../.trellis/test-support/embedded/mail-catcher-process.js',
);

/**
 * A mail catcher for one test file, in a process of its own.
 *
 * @param mailDirectory keeps the mail between starts; a folder for this start alone when not given
 */
export function startTestMailCatcher(
  mailDirectory?: string,
): Promise<HostedService<MailCatcherAddresses>> {
  return hostInChild(pathToFileURL(ENTRY), { args: mailDirectory ? [mailDirectory] : [] });
}
