import { parseArgs } from 'node:util';
import { reportInWords } from '#application/directory/import-report.js';
import { feedName, readDirectorySource } from '#application/directory/oruk/directory-source.js';
import { readKnownTerms } from '#application/directory/oruk/known-terms-file.js';
import { DocumentRefused } from '#application/directory/oruk/read-document.js';
import { SourceRefused } from '#application/directory/oruk/source-limits.js';
import { OrukImportService } from '#application/directory/oruk-import.service.js';
import { withDatabase } from './with-database.js';

const USAGE = 'npm run import:oruk -- <file or address> [--dry-run] [--feed NAME] [--json]';

/** Everything went in; it could not run; something was refused. */
const EXIT = { done: 0, failed: 1, refused: 2 } as const;

/**
 * `npm run import:oruk`: takes in a directory of Open Referral UK 3.0.
 *
 * @returns the exit code: 0 all taken in, 1 could not run, 2 something was refused
 */
export async function importOruk(args: readonly string[]): Promise<number> {
  const options = readArguments(args);
  if (!options) {
    console.error(`Use: ${USAGE}`);
    return EXIT.failed;
  }
  try {
    const { documents, feed } = await readDirectorySource(options.source);
    const report = await withDatabase((db) =>
      new OrukImportService(db).import(documents, {
        feed: options.feed ?? feed,
        dryRun: options.dryRun,
        known: readKnownTerms(),
        source: options.feed ?? feed,
      }),
    );
    console.log(options.json ? JSON.stringify(report, null, 2) : reportInWords(report));
    return report.records.refused > 0 ? EXIT.refused : EXIT.done;
  } catch (error) {
    if (!(error instanceof SourceRefused || error instanceof DocumentRefused)) throw error;
    if (options.json) console.log(JSON.stringify({ refused: error.message }));
    console.error(error.message);
    return EXIT.refused;
  }
}

interface Options {
  readonly source: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly feed: string | undefined;
}

function readArguments(args: readonly string[]): Options | null {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        feed: { type: 'string' },
      },
    });
    const [source, ...others] = positionals;
    if (source === undefined || others.length > 0) return null;
    const feed = values.feed === undefined ? undefined : feedName(values.feed);
    return { source, feed, dryRun: values['dry-run'], json: values.json };
  } catch {
    return null;
  }
}

if (process.argv[1] === import.meta.filename) {
  process.exitCode = await importOruk(process.argv.slice(2));
}
