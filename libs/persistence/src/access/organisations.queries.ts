import type { DataSource } from 'typeorm';
import { run, statement } from '../sql.js';

/** A link worker service that a practice may refer to. */
export interface ProviderRow extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly contactWithinWorkingDays: number;
}

const PROVIDERS = statement(
  'access.providers_of_practice',
  `SELECT organisation.id, organisation.name, organisation.phone,
          organisation.contact_within_days AS "contactWithinWorkingDays"
   FROM service_agreement JOIN organisation ON organisation.id = service_agreement.provider_id
   WHERE service_agreement.practice_id = $1 AND service_agreement.ended_at IS NULL AND organisation.closed_at IS NULL
   ORDER BY organisation.name, organisation.id`,
);

export function providersOf(db: DataSource, practiceId: string): Promise<ProviderRow[]> {
  return run<ProviderRow>(db, PROVIDERS, [practiceId]);
}
