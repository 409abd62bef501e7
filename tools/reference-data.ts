import { DataSource } from 'typeorm';
import { type LoadedList, loadCodeLists } from '#persistence/code-lists/load-code-lists.js';
import { dataSourceOptions } from '#persistence/data-source.js';

/**
 * Loads the reference data of this release, all of it or nothing. Changes nothing when it is there.
 *
 * @returns the code list versions that were added
 */
export const loadReferenceData = (dataSource: DataSource): Promise<LoadedList[]> =>
  loadCodeLists(dataSource);

if (process.argv[1] === import.meta.filename) {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('Set DATABASE_URL to the database to load reference data into.');
  const dataSource = await new DataSource(dataSourceOptions(url, 2)).initialize();
  try {
    const added = await loadReferenceData(dataSource);
    const names = added.map(({ id, version }) => `${id} (version ${String(version)})`);
    console.log(names.length > 0 ? `loaded ${names.join(', ')}` : 'reference data is up to date');
  } finally {
    await dataSource.destroy();
  }
}
