import type { MatchReason } from '#contract/client.js';
import { wordsOf } from './catalogue.js';
import { count, formatPence, humanise, listOf, lowerFirst } from './text.js';

type Params = MatchReason['params'];
type TitleOf = (list: string, code: string) => string;

const DAYS = {
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  sunday: 'Sunday',
} as const satisfies Record<string, string>;

const number = (params: Params, name: string): number => Number(params[name] ?? 0);
const code = (params: Params, name: string): string => String(params[name] ?? '');
const codes = (params: Params, name: string): string[] => [params[name] ?? []].flat().map(String);
const miles = (params: Params): string => count(Math.round(number(params, 'miles')), 'mile');
const day = (params: Params): string => wordsOf(DAYS, code(params, 'day'));

const WORDS: Readonly<Record<string, (params: Params, title: TitleOf) => string>> = {
  meets_needs: (params, title) =>
    `Helps with ${listOf(codes(params, 'needs').map((need) => lowerFirst(title('needs', need))))}`,
  meets_no_need: () => 'Not for the needs they were referred for',
  near: (params) =>
    number(params, 'miles') < 1 ? 'Less than 1 mile away' : `${miles(params)} away`,
  too_far: (params) => `${miles(params)} away`,
  distance_unknown: () => 'Distance is not known',
  day_suits: (params) => `${day(params)} suits them`,
  day_does_not_suit: (params) => `They cannot come on ${day(params)}`,
  places_free: (params) => count(number(params, 'free'), 'free place'),
  full: () => 'Full',
  feature_present: (params, title) => title('access_features', code(params, 'feature')),
  feature_missing: (params, title) =>
    `Does not have: ${lowerFirst(title('access_features', code(params, 'feature')))}`,
  too_young: (params) => `For people aged ${number(params, 'minimumAge')} or over`,
  too_old: (params) => `For people aged ${number(params, 'maximumAge')} or under`,
  free_of_charge: () => 'Free of charge',
  costs_more: (params) => `Costs ${formatPence(number(params, 'costPence'))}`,
  speaks_language: (params, title) => `In ${title('languages', code(params, 'language'))}`,
  language_not_spoken: (params, title) => `Not in ${title('languages', code(params, 'language'))}`,
};

/** Why a session fits a person, or why not, in a few words. */
export function reasonWords(reason: MatchReason, title: TitleOf): string {
  return WORDS[reason.code]?.(reason.params, title) ?? humanise(reason.code);
}
