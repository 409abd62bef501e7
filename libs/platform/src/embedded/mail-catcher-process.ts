import { reportToParent } from './child-host.js';
import { startMailCatcher } from './mail-catcher.js';

/** Arguments: the folder to keep the mail in, then the ports for SMTP, inbox and lookup. */
const [mailDirectory, ...ports] = process.argv.slice(2);
const [smtpPort, webPort, lookupPort] = ports.map(Number);
const { stop, ...addresses } = await startMailCatcher({
  mailDirectory,
  smtpPort,
  webPort,
  lookupPort,
});
reportToParent(addresses, stop);
