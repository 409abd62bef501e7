import type { AttentionItem } from '#contract/client.js';
import {
  CHANNEL_WORDS,
  DECISION_WORDS,
  MESSAGE_RULE_WORDS,
  MESSAGE_STATE_WORDS,
  wordsOf,
} from '../words/catalogue.js';
import { formatSlot } from '../words/dates.js';

/** "Reminder the day before, by email: not sent, there is no email address" */
export function whatHappened({ rule, channel, state, decision }: AttentionItem): string {
  const why = decision ? `, ${wordsOf(DECISION_WORDS, decision)}` : '';
  const how = wordsOf(CHANNEL_WORDS, channel);
  return `${wordsOf(MESSAGE_RULE_WORDS, rule)}, by ${how}: ${wordsOf(MESSAGE_STATE_WORDS, state).toLowerCase()}${why}`;
}

export const sessionWords = ({ activityName, startsAt }: AttentionItem): string =>
  `${activityName}, ${formatSlot(startsAt, startsAt).replace(/ to .*$/, '')}`;
