import { reportToParent } from './child-host.js';
import { startMailCatcher } from './mail-catcher.js';

const [mailDirectory] = process.argv.slice(2);
const { stop, ...addresses } = await startMailCatcher({ mailDirectory });
reportToParent(addresses, stop);
