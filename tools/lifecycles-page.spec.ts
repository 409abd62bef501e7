import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { lifecyclesPage } from './lifecycles-page.js';

it('describes the lifecycles as the tables have them (npm run docs:lifecycles writes the page)', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../docs/lifecycles.md'), 'utf8');

  expect(page).toBe(lifecyclesPage());
});
