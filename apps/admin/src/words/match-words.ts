import type { MatchReason } from '#contract/client.js';
import { count, formatPence, humanise } from './text.js';

type Params = MatchReason['params'];
type TitleOf = (list: string, code: string) => string;

const number = (params: Params, name: string): number => Number(params[name] ?? 0);
const code = (params: Params, name: string): string => String(params[name] ?? '');
const miles = (params: Params): string => count(Math.round(number(params, 'miles')), 'mile');

const WORDS: Readonly<Record<string, (params: Params, title: TitleOf) => string>> = {
  need_matched: (params, title) =>
    `Helps with ${title('needs', code(params, 'need')).toLowerCase()}`,
  near: (params) =>
    number(params, 'miles') < 1 ? 'Less than 1 mile away' : `${miles(params)} away`,
  free_places: (params) => `${count(number(params, 'count'), 'free place')}`,
  step_free: () => 'Step-free',
  free_of_charge: () => 'Free',
  language: (params, title) => `In ${title('languages', code(params, 'language'))}`,
  on_a_day_that_suits: () => 'On a day they can come',
  drop_in: () => 'No need to book',
  far: (params) => `${miles(params)} away`,
  full: () => 'Full',
  not_step_free: () => 'Not step-free',
  cost: (params) => `Costs ${formatPence(number(params, 'pence'))}`,
  need_not_matched: () => 'Not for the needs they were referred for',
  unknown_access: () => 'Access is not known, check with the venue',
  distance_unknown: () => 'Distance is not known',
};

/** Why a session fits a person, or why not, in a few words. */
export function reasonWords(reason: MatchReason, title: TitleOf): string {
  return WORDS[reason.code]?.(reason.params, title) ?? humanise(reason.code);
}
