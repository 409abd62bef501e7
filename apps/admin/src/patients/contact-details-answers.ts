import type { ContactDetails, ContactDetailsRequest, SafeContact } from '#contract/client.js';
import type { Checked } from '../ui/forms/use-answer-form.js';
import { formatWallTime } from '../words/dates.js';
import { formatPhone, listOf, NOT_RECORDED } from '../words/text.js';

export interface ContactDetailsAnswers {
  mobilePhone: string;
  homePhone: string;
  email: string;
  addressLines: string;
  postcode: string;
  ways: string[];
  leaveMessage: 'yes' | 'no';
  safeFrom: string;
  safeTo: string;
  codeWord: string;
  contactProhibited: boolean;
  reason: string;
}

export const CONTACT_DETAILS_FIELDS = [
  'mobilePhone',
  'homePhone',
  'email',
  'addressLines',
  'postcode',
  'ways',
  'leaveMessage',
  'safeFrom',
  'safeTo',
  'codeWord',
  'contactProhibited',
  'reason',
] as const satisfies readonly (keyof ContactDetailsAnswers)[];

export const CONTACT_DETAILS_POINTERS = {
  '/addressLines/*': 'addressLines',
  '/safeContact/mayLeaveMessage': 'leaveMessage',
  '/safeContact/safeFrom': 'safeFrom',
  '/safeContact/safeTo': 'safeTo',
  '/safeContact/codeWord': 'codeWord',
  '/safeContact/contactProhibited': 'contactProhibited',
  '/safeContact/*': 'ways',
} as const;

export const WAY_WORDS = {
  phone: 'Phone',
  text: 'Text message',
  email: 'Email',
  post: 'Letter',
} as const;

function waysOf({ safeContact: safe }: ContactDetails): string[] {
  const ways = {
    phone: safe.mayPhone,
    text: safe.mayText,
    email: safe.mayEmail,
    post: safe.mayPost,
  };
  return Object.entries(ways).flatMap(([way, isAllowed]) => (isAllowed ? [way] : []));
}

export function answersOf(details: ContactDetails): ContactDetailsAnswers {
  const { safeContact: safe } = details;
  return {
    mobilePhone: details.mobilePhone ? formatPhone(details.mobilePhone) : '',
    homePhone: details.homePhone ? formatPhone(details.homePhone) : '',
    email: details.email ?? '',
    addressLines: details.addressLines.join('\n'),
    postcode: details.postcode ?? '',
    ways: waysOf(details),
    leaveMessage: safe.mayLeaveMessage ? 'yes' : 'no',
    safeFrom: safe.safeFrom ?? '',
    safeTo: safe.safeTo ?? '',
    codeWord: safe.codeWord ?? '',
    contactProhibited: safe.contactProhibited,
    reason: '',
  };
}

const blank = (text: string): boolean => text.trim() === '';
const orNull = (text: string): string | null => (blank(text) ? null : text.trim());

export function checkContactDetails(
  answers: ContactDetailsAnswers,
): Checked<ContactDetailsAnswers> {
  return {
    ways:
      answers.ways.length === 0 && !answers.contactProhibited
        ? 'Select how we may contact them, or tick that nobody may contact them'
        : undefined,
    safeTo:
      blank(answers.safeFrom) === blank(answers.safeTo)
        ? undefined
        : 'Enter both times, or leave both empty',
    reason: blank(answers.reason) ? 'Enter why you are changing this, in a few words' : undefined,
  };
}

export const contactDetailsRequestOf = (
  answers: ContactDetailsAnswers,
  preferredMethod: SafeContact['preferredMethod'],
): ContactDetailsRequest => ({
  mobilePhone: orNull(answers.mobilePhone),
  homePhone: orNull(answers.homePhone),
  email: orNull(answers.email),
  addressLines: answers.addressLines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean),
  postcode: orNull(answers.postcode),
  safeContact: {
    mayPhone: answers.ways.includes('phone'),
    mayText: answers.ways.includes('text'),
    mayEmail: answers.ways.includes('email'),
    mayPost: answers.ways.includes('post'),
    mayLeaveMessage: answers.leaveMessage === 'yes',
    safeFrom: orNull(answers.safeFrom),
    safeTo: orNull(answers.safeTo),
    codeWord: orNull(answers.codeWord),
    contactProhibited: answers.contactProhibited,
    preferredMethod,
  },
  reason: answers.reason.trim(),
});

interface Difference {
  readonly name: string;
  readonly theirs: string;
}

/** What each field is called, and its value in words, for saying what somebody else changed. */
const IN_WORDS: readonly [string, (answers: ContactDetailsAnswers) => string][] = [
  ['Mobile number', ({ mobilePhone }) => mobilePhone],
  ['Home number', ({ homePhone }) => homePhone],
  ['Email address', ({ email }) => email],
  ['Address', ({ addressLines }) => addressLines.split('\n').join(', ')],
  ['Postcode', ({ postcode }) => postcode],
  [
    'Ways',
    ({ ways }) =>
      listOf(
        Object.entries(WAY_WORDS).flatMap(([way, words]) => (ways.includes(way) ? [words] : [])),
      ),
  ],
  ['Safe to leave a message', ({ leaveMessage }) => (leaveMessage === 'yes' ? 'Yes' : 'No')],
  [
    'Safe times',
    ({ safeFrom, safeTo }) =>
      safeFrom && safeTo ? `${formatWallTime(safeFrom)} to ${formatWallTime(safeTo)}` : '',
  ],
  ['Code word', ({ codeWord }) => codeWord],
  ['Nobody may contact them', ({ contactProhibited }) => (contactProhibited ? 'Yes' : 'No')],
];

/** What the record says now where the page says something else. */
export function differencesOf(mine: ContactDetailsAnswers, now: ContactDetails): Difference[] {
  const theirs = answersOf(now);
  return IN_WORDS.flatMap(([name, words]) =>
    words(mine) === words(theirs) ? [] : [{ name, theirs: words(theirs) || NOT_RECORDED }],
  );
}
