import { randomInt } from 'node:crypto';
import type { Actor } from '#domain/access/actor.js';
import type { OrganisationKind, Role } from '#domain/access/role.js';
import { newId } from '#platform/ids/uuid.js';
import type { DataSource } from 'typeorm';

export interface Organisation {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
}

/** Somebody with a role, as a session knows them. */
export interface Person extends Actor {
  readonly email: string;
}

let count = 0;
/** Different in every test of a process. */
export const unique = (): number => (count += 1);

export async function anOrganisation(
  db: DataSource,
  kind: OrganisationKind,
  overrides: {
    readonly name?: string;
    readonly quietFrom?: string;
    readonly quietTo?: string;
  } = {},
): Promise<Organisation> {
  const id = newId();
  const number = unique();
  const name = overrides.name ?? `Test organisation ${number}`;
  await db.query(
    `INSERT INTO organisation (id, kind, name, ods_code, is_test, phone, quiet_from, quiet_to)
     VALUES ($1, $2, $3, $4, true, '01632 960100', $5, $6)`,
    [
      id,
      kind,
      name,
      kind === 'gp_practice' ? `Z${String(number).padStart(5, '0')}` : null,
      // A window that is never now: tests of quiet hours set their own.
      overrides.quietFrom ?? '00:00',
      overrides.quietTo ?? '00:00',
    ],
  );
  return { id, kind, name };
}

export async function aPerson(
  db: DataSource,
  role: Role,
  organisation: Organisation,
  overrides: {
    readonly name?: string;
    readonly caseloadLimit?: number;
    readonly passwordHash?: string;
  } = {},
): Promise<Person> {
  const [userId, membershipId, number] = [newId(), newId(), unique()];
  const displayName = overrides.name ?? `Person ${number}`;
  const email = `person-${number}-${randomInt(1e9)}@example.org`;
  await db.query(
    `INSERT INTO user_account (id, email, display_name, password_hash) VALUES ($1, $2, $3, $4)`,
    [userId, email, displayName, overrides.passwordHash ?? null],
  );
  await db.query(
    `INSERT INTO membership (id, user_id, organisation_id, role, caseload_limit) VALUES ($1, $2, $3, $4, $5)`,
    [membershipId, userId, organisation.id, role, overrides.caseloadLimit ?? null],
  );
  const { id: organisationId, kind: organisationKind } = organisation;
  return { userId, membershipId, organisationId, organisationKind, role, displayName, email };
}
