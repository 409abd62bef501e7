import { writeFile } from 'node:fs/promises';
import { lifecyclesPage } from './lifecycles-page.js';

await writeFile('docs/lifecycles.md', lifecyclesPage());
