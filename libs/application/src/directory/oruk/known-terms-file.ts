import fs from 'node:fs';
import path from 'node:path';
import { referenceFolder } from '#persistence/code-lists/reference-files.js';
import type { KnownTerms } from './known-terms.js';

/** The mapping of terms that ships with this release. */
export const readKnownTerms = (folder = referenceFolder()): KnownTerms =>
  JSON.parse(fs.readFileSync(path.join(folder, 'oruk-needs.json'), 'utf8')) as KnownTerms;
