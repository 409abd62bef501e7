import type { MatchReason } from '#contract/client.js';
import { count, formatPence, humanise, lowerFirst } from './text.js';

type Params = MatchReason['params'];
type TitleOf = (list: string, code: string) => string;

const number = (params: Params, name: string): number => Number(params[name] ?? 0);
const code = (params: Params, name: string): string => String(params[name] ?? '');
const miles = (params: Params): string => count(Math.round(number(params, 'miles')), 'mile');
const feature = (params: Params, title: TitleOf): string =>
  title('access_features', code(params, 'feature'));

const WORDS: Readonly<Record<string, (params: Params, title: TitleOf) => string>> = {
  need_matched: (params, title) => `Helps with ${lowerFirst(title('needs', code(params, 'need')))}`,
  need_not_matched: () => 'Not for the needs they were referred for',
  near: (params) =>
    number(params, 'miles') < 1 ? 'Less than 1 mile away' : `${miles(params)} away`,
  far: (params) => `${miles(params)} away`,
  distance_unknown: () => 'Distance is not known',
  on_a_day_that_suits: () => 'On a day that suits them',
  not_on_a_day_that_suits: () => 'Not on a day that suits them',
  free_places: (params) => count(number(params, 'count'), 'free place'),
  full: () => 'Full',
  step_free: () => 'Step-free',
  not_step_free: () => 'Not step-free',
  feature_present: feature,
  feature_missing: (params, title) => `Does not have: ${lowerFirst(feature(params, title))}`,
  unknown_access: () => 'Access is not known, check with the venue',
  too_young: (params) => `For people aged ${number(params, 'minimumAge')} or over`,
  too_old: (params) => `For people aged ${number(params, 'maximumAge')} or under`,
  free_of_charge: () => 'Free of charge',
  cost: (params) => `Costs ${formatPence(number(params, 'pence'))}`,
  language: (params, title) => `In ${title('languages', code(params, 'language'))}`,
  language_not_spoken: (params, title) => `Not in ${title('languages', code(params, 'language'))}`,
};

/** Why a session fits a person, or why not, in a few words. */
export function reasonWords(reason: MatchReason, title: TitleOf): string {
  return WORDS[reason.code]?.(reason.params, title) ?? humanise(reason.code);
}
