import type { ReferralStatus } from '#contract/client.js';
import { codesOf, oneOf } from '../../search-params.js';
import { CASELOAD_STATUSES } from '../../words/catalogue.js';

export const DUES = ['late', 'today', 'week'] as const;
export type Due = (typeof DUES)[number];

export const DUE_WORDS: Record<Due, string> = {
  late: 'Late',
  today: 'Due today',
  week: 'Due in 7 days',
};

/** The filters of a caseload as they stand in the address. No name and no number is ever among them. */
export interface CaseloadSearch {
  readonly status?: ReferralStatus[] | undefined;
  readonly need?: string[] | undefined;
  readonly due?: Due | undefined;
  /** The link worker whose caseload a team lead looks at. */
  readonly worker?: string | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the address; what is not a filter is dropped, never an error page. */
export function parseCaseloadSearch(raw: Record<string, unknown>): CaseloadSearch {
  const chosen = codesOf(raw, 'status') ?? [];
  const status = CASELOAD_STATUSES.filter((code) => chosen.includes(code));
  const worker = raw['worker'];
  return {
    status: status.length ? status : undefined,
    need: codesOf(raw, 'need'),
    due: oneOf(raw, 'due', DUES),
    worker: typeof worker === 'string' && UUID.test(worker) ? worker : undefined,
  };
}

/** The same filters without one value; an empty filter is no filter. */
export function without<T>(values: readonly T[] | undefined, value: T): T[] | undefined {
  const left = values?.filter((each) => each !== value);
  return left?.length ? left : undefined;
}
