import type { CommandOf } from '#domain/referrals/referral-command.js';
import { type Cast, FOLLOW_UP, type Happening, type Story, upTo } from './story.js';

const closing = (cast: Cast, overrides: Partial<CommandOf<'close'>>): CommandOf<'close'> => ({
  type: 'close',
  reason: 'goals_met',
  detail: null,
  text: null,
  summary: 'Went to the garden group for six weeks and now goes with a friend.',
  goals: [{ goalId: cast.goalId, status: 'achieved' }],
  followUp: [FOLLOW_UP],
  noFollowUpReason: null,
  actionsForGp: 'none',
  ...overrides,
});

/** Ways in which work with somebody came to an end; one has no scores at the end. */
const CLOSINGS: readonly Partial<CommandOf<'close'>>[] = [
  {},
  { reason: 'goals_partly_met', summary: 'Goes out once a week, which is enough for now.' },
  {
    reason: 'disengaged_after_start',
    summary: 'Came twice and then no more; two letters without an answer.',
    followUp: [],
    noFollowUpReason: 'no_further_contact',
    actionsForGp: ['Ask at the next appointment whether they would like another try'],
  },
  { reason: 'moved_out_of_area', summary: 'Moved to be near a daughter.' },
  {
    reason: 'health_changed',
    detail: 'admitted_to_hospital',
    summary: 'In hospital for some time.',
  },
  { reason: 'needs_met_another_way', summary: 'Found a choir and is happy there.' },
];

/** A referral that was worked on and closed. */
export function closed(variant: number, age: number, cast: Cast): Story {
  const command = closing(cast, CLOSINGS[variant % CLOSINGS.length] ?? {});
  return {
    age,
    happenings: [...upTo('active', age, cast), { after: 55, by: 'worker', command }],
  };
}

/** Closed, and opened again because the person came back. */
export function reopened(due: number, cast: Cast): Story {
  const age = 80;
  const again: Happening[] = [
    { after: 55, by: 'worker', command: closing(cast, {}) },
    {
      after: 76,
      by: 'worker',
      command: { type: 'reopen', reason: 'person_came_back', text: null },
      facts: { reopenWindowDays: 90, openReferralReference: null },
    },
  ];
  const happenings = [...upTo('active', age, cast), ...again];
  return { age, happenings, next: { step: 'check_in', due } };
}

export function onHold(untilDays: number, cast: Cast): Story {
  const age = 30;
  const until = cast.day(untilDays);
  const hold = { type: 'hold', reason: 'unwell', text: null, until } as const;
  const happenings: Happening[] = [
    ...upTo('active', age, cast),
    { after: 26, by: 'worker', command: hold },
  ];
  return { age, happenings };
}

/** Plans are looked at after eight weeks, so this one is older than that. */
export function reviewDue(cast: Cast): Story {
  const age = 71;
  const happenings: Happening[] = [
    ...upTo('active', age, cast),
    { after: 71, by: 'worker', command: { type: 'mark_review_due' } },
  ];
  return { age, happenings };
}

const attempt = (
  after: number,
  mode: 'phone' | 'text' | 'letter',
  outcome: 'no_answer' | 'left_message' | 'sent',
): Happening => ({ after, by: 'worker', mode, outcome, minutes: null, note: null });

/** Tried by phone, text and letter for two weeks, then given up; the player fills in what was seen. */
export function unableToContact(age: number, cast: Cast): Story {
  const happenings: Happening[] = [
    ...upTo('allocated', age, cast),
    attempt(2, 'phone', 'no_answer'),
    attempt(6, 'phone', 'left_message'),
    attempt(9, 'text', 'sent'),
    attempt(12, 'letter', 'sent'),
    attempt(18, 'phone', 'no_answer'),
    {
      after: 25,
      by: 'worker',
      command: { type: 'mark_unable_to_contact', policyVersion: '', lastAttemptAt: new Date(0) },
    },
  ];
  return { age, happenings };
}

export function declined(age: number, cast: Cast): Story {
  const decline = {
    type: 'decline',
    what: 'link_worker_service',
    reason: 'has_help_already',
    text: null,
  } as const;
  const happenings: Happening[] = [
    ...upTo('contacting', age, cast),
    { after: 6, by: 'worker', command: decline },
  ];
  return { age, happenings };
}

const REJECTIONS: readonly CommandOf<'reject'>[] = [
  { type: 'reject', reason: 'duplicate', text: null, suggestedAlternative: null },
  {
    type: 'reject',
    reason: 'incomplete',
    text: 'Please say how we may reach the patient.',
    suggestedAlternative: null,
  },
  {
    type: 'reject',
    reason: 'inappropriate',
    text: null,
    suggestedAlternative: 'The falls clinic takes referrals from practices',
  },
];

export function rejected(variant: number, age: number): Story {
  const command = REJECTIONS[variant % REJECTIONS.length];
  if (!command) throw new Error('There is no such rejection');
  return { age, happenings: [{ after: 2, by: 'lead', command }] };
}

export function redirected(age: number, newProviderId: string): Story {
  const facts = {
    receivingService: { providerId: newProviderId, active: true, acceptsCriteria: true },
  };
  const command = {
    type: 'redirect',
    newProviderId,
    reason: 'better_suited',
    text: null,
  } as const;
  return { age, happenings: [{ after: 2, by: 'lead', command, facts }] };
}

export function withdrawn(age: number): Story {
  const command = { type: 'withdraw', reason: 'person_asked', comment: null } as const;
  return { age, happenings: [{ after: 3, by: 'referrer', command }] };
}

export function enteredInError(age: number): Story {
  const command = { type: 'enter_in_error', reason: 'The wrong patient was selected.' } as const;
  return { age, happenings: [{ after: 1, by: 'lead', command }] };
}
