import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { CodeListsService } from '#application/code-lists/code-lists.service.js';
import {
  ReferralImportService,
  referralReportInWords,
} from '#application/interop/referral-import/referral-import.service.js';
import { MAX_BYTES } from '#application/interop/referral-import/read-rows.js';
import { FileRefused } from '#application/interop/referral-import/row-error.js';
import { PatientIntake } from '#application/patients/patient-intake.js';
import { CreateReferralService } from '#application/referrals/create-referral.service.js';
import type { Actor } from '#domain/access/actor.js';
import { DomainError } from '#domain/shared/domain-error.js';
import { findAccountByEmail, membershipsOf } from '#persistence/access/accounts.queries.js';
import type { DataSource } from 'typeorm';
import { withDatabase } from './with-database.js';

const USAGE = 'npm run import:referrals -- <file.csv> --as <email> [--dry-run] [--json]';

const EXIT = { done: 0, failed: 1, refused: 2 } as const;

/**
 * `npm run import:referrals`: takes in a file of referrals in the name of somebody of the practice.
 *
 * @returns the exit code: 0 all imported, 1 could not run, 2 something was refused and nothing imported
 */
export async function importReferrals(args: readonly string[]): Promise<number> {
  const options = readArguments(args);
  if (!options) {
    console.error(`Use: ${USAGE}`);
    return EXIT.failed;
  }
  try {
    const bytes = readFile(options.file);
    const report = await withDatabase(async (db) => {
      const actor = await actorOf(db, options.email);
      return serviceOn(db).import(actor, bytes, options.dryRun);
    });
    console.log(options.json ? JSON.stringify(report, null, 2) : referralReportInWords(report));
    return report.errors.length > 0 ? EXIT.refused : EXIT.done;
  } catch (error) {
    if (!(error instanceof FileRefused || error instanceof DomainError)) throw error;
    if (options.json) console.log(JSON.stringify({ refused: error.message }));
    console.error(error.message);
    return EXIT.refused;
  }
}

function serviceOn(db: DataSource): ReferralImportService {
  const codeLists = new CodeListsService(db);
  const create = new CreateReferralService(db, codeLists, new PatientIntake());
  return new ReferralImportService(db, codeLists, create);
}

/** Looked at before it is read: a file that is too large is not worth the memory. */
function readFile(file: string): Uint8Array {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new FileRefused('There is no such file.');
  if (stat.size > MAX_BYTES) {
    throw new FileRefused('The file is larger than 5 MB. Split it into smaller files.');
  }
  return fs.readFileSync(file);
}

async function actorOf(db: DataSource, email: string): Promise<Actor> {
  const account = await findAccountByEmail(db, email);
  const memberships = account ? await membershipsOf(db, account.userId) : [];
  const membership = memberships.find(
    ({ role, organisationKind }) =>
      organisationKind === 'gp_practice' && (role === 'referrer' || role === 'administrator'),
  );
  if (!account || !membership) {
    throw new FileRefused(
      'Name with --as the email of a referrer or an administrator of the GP practice that refers.',
    );
  }
  const { userId, displayName } = account;
  const { id: membershipId, role, organisationId, organisationKind } = membership;
  return { userId, membershipId, organisationId, organisationKind, role, displayName };
}

interface Options {
  readonly file: string;
  readonly email: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

function readArguments(args: readonly string[]): Options | null {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        as: { type: 'string' },
      },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0 || values.as === undefined) return null;
    return { file, email: values.as, dryRun: values['dry-run'], json: values.json };
  } catch {
    return null;
  }
}

if (process.argv[1] === import.meta.filename) {
  process.exitCode = await importReferrals(process.argv.slice(2));
}
