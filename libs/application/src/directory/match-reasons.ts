import {
  type FitCode,
  type FitReason,
  milesBetween,
  type PersonToFit,
  type SessionFit,
} from '#domain/directory/session-fit.js';
import type { CandidateRow } from '#persistence/directory/session-matches.queries.js';

/** A reason for or against a session, as clients have words for it. */
export interface MatchReason {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface Match {
  readonly sessionId: string;
  readonly activityId: string;
  readonly activityName: string;
  readonly organisationName: string;
  readonly venueName: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly places: number;
  readonly freePlaces: number;
  readonly attendanceMode: 'bookable' | 'drop_in';
  readonly costPence: number | null;
  readonly miles: number | null;
  readonly accessFeatures: readonly string[];
  readonly score: number;
  readonly why: readonly MatchReason[];
  readonly whyNot: readonly MatchReason[];
  readonly alreadyBooked: boolean;
}

/** A candidate as it is shown to a link worker, every reason with it. */
export function matchOf(row: CandidateRow, fit: SessionFit, person: PersonToFit): Match {
  const { sessionId, activityId, activityName, organisationName, venueName } = row;
  const { startsAt, endsAt, places, booked, attendanceMode, costPence, alreadyBooked } = row;
  const { accessFeatures } = row;
  const facts = { startsAt, endsAt, places, attendanceMode, costPence, accessFeatures };
  return {
    ...{ sessionId, activityId, activityName, organisationName, venueName },
    ...facts,
    freePlaces: places - booked,
    miles: milesOf(row, person),
    score: fit.score,
    why: distinct(fit.why.flatMap(reasonsOf)),
    whyNot: distinct([
      ...fit.whyNot.flatMap((reason) => reasonsAgainst(reason, accessFeatures)),
      ...(costPence !== null && costPence > 0
        ? [{ code: 'cost', params: { pence: costPence } }]
        : []),
    ]),
    alreadyBooked,
  };
}

function milesOf({ latitude, longitude }: CandidateRow, { home }: PersonToFit): number | null {
  if (home === null || latitude === null || longitude === null) return null;
  return Math.round(milesBetween(home, { latitude, longitude }) * 10) / 10;
}

const textOf = ({ params }: FitReason, name: string): string => String(params[name] ?? '');
const numberOf = ({ params }: FitReason, name: string): number => Number(params[name] ?? 0);

const only = (code: string) => (): MatchReason[] => [{ code, params: {} }];

/** The reasons of the rules in the words of the contract, which are fixed while the rules may deepen. */
const REASONS: Readonly<Record<FitCode, (reason: FitReason) => MatchReason[]>> = {
  meets_needs: ({ params }) =>
    [params['needs'] ?? []].flat().map((need) => ({ code: 'need_matched', params: { need } })),
  meets_no_need: only('need_not_matched'),
  near: (reason) => [{ code: 'near', params: { miles: numberOf(reason, 'miles') } }],
  too_far: (reason) => [{ code: 'far', params: { miles: numberOf(reason, 'miles') } }],
  distance_unknown: only('distance_unknown'),
  day_suits: only('on_a_day_that_suits'),
  day_does_not_suit: only('not_on_a_day_that_suits'),
  places_free: (reason) => [{ code: 'free_places', params: { count: numberOf(reason, 'free') } }],
  full: only('full'),
  feature_present: (reason) => [featureReason(textOf(reason, 'feature'), '')],
  feature_missing: (reason) => [featureReason(textOf(reason, 'feature'), 'not_')],
  too_young: (reason) => [
    { code: 'too_young', params: { minimumAge: numberOf(reason, 'minimumAge') } },
  ],
  too_old: (reason) => [
    { code: 'too_old', params: { maximumAge: numberOf(reason, 'maximumAge') } },
  ],
  free_of_charge: only('free_of_charge'),
  // What it costs is said of every session that costs something, beside the reasons of the rules.
  costs_more: () => [],
  speaks_language: (reason) => [
    { code: 'language', params: { language: textOf(reason, 'language') } },
  ],
  language_not_spoken: (reason) => [
    { code: 'language_not_spoken', params: { language: textOf(reason, 'language') } },
  ],
};

const featureReason = (feature: string, prefix: '' | 'not_'): MatchReason =>
  feature === 'step_free'
    ? { code: `${prefix}step_free`, params: {} }
    : { code: prefix === '' ? 'feature_present' : 'feature_missing', params: { feature } };

const reasonsOf = (reason: FitReason): MatchReason[] => REASONS[reason.code](reason);

/** A venue that says nothing of access is not known to be without it: people should ask. */
const reasonsAgainst = (reason: FitReason, accessFeatures: readonly string[]): MatchReason[] =>
  reason.code === 'feature_missing' && accessFeatures.length === 0
    ? [{ code: 'unknown_access', params: {} }]
    : reasonsOf(reason);

const distinct = (reasons: readonly MatchReason[]): MatchReason[] => [
  ...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values(),
];
