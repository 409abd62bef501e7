/** Preloaded by `node --import`: runs a process from its sources, so that a test needs no build. */
import { register } from 'node:module';

register('./typescript-hooks.js', import.meta.url);
