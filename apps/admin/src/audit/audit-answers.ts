import type { AuditSearch } from '#contract/client.js';
import type { Checked } from '../ui/forms/use-answer-form.js';
import { actionsOf } from '../words/audit-words.js';
import { type DateParts, dateOfParts, NO_DATE } from '../words/dates.js';

export interface AuditAnswers {
  who: string;
  actorEmail: string;
  from: DateParts;
  to: DateParts;
  kinds: string[];
  withLists: boolean;
}

export const AUDIT_FIELDS = [
  'who',
  'actorEmail',
  'from',
  'to',
  'kinds',
] as const satisfies readonly (keyof AuditAnswers)[];

export const AUDIT_POINTERS = {
  '/nhsNumber': 'who',
  '/reference': 'who',
  '/actions/*': 'kinds',
} as const;

export const EMPTY_AUDIT: AuditAnswers = {
  who: '',
  actorEmail: '',
  from: NO_DATE,
  to: NO_DATE,
  kinds: [],
  withLists: false,
};

const isEmpty = ({ day, month, year }: DateParts): boolean =>
  [day, month, year].every((part) => part.trim() === '');

const dateOrNone = (parts: DateParts): string | undefined => dateOfParts(parts) ?? undefined;

function checkDate(parts: DateParts, what: string): string | undefined {
  if (isEmpty(parts) || dateOfParts(parts)) return undefined;
  return `Enter ${what} as day, month and year, for example 31 3 2026`;
}

export function checkAudit(answers: AuditAnswers): Checked<AuditAnswers> {
  const from = dateOrNone(answers.from);
  const to = dateOrNone(answers.to);
  const isBackwards = from !== undefined && to !== undefined && to < from;
  return {
    who:
      answers.withLists && !answers.who.trim()
        ? 'Enter an NHS number or reference to see the lists they appeared in'
        : undefined,
    from: checkDate(answers.from, 'the first day'),
    to: isBackwards
      ? 'The last day must be the first day or later'
      : checkDate(answers.to, 'the last day'),
  };
}

/** Ten digits are an NHS number; anything else is a reference. */
export function subjectOf(who: string): Pick<AuditSearch, 'nhsNumber' | 'reference'> {
  const digits = who.replaceAll(/\s/g, '');
  if (digits === '') return {};
  return /^\d{10}$/.test(digits) ? { nhsNumber: digits } : { reference: who.trim().toUpperCase() };
}

export function auditSearchOf(answers: AuditAnswers): AuditSearch {
  const from = dateOrNone(answers.from);
  const to = dateOrNone(answers.to);
  const actions = actionsOf(answers.kinds);
  return {
    ...subjectOf(answers.who),
    ...(answers.actorEmail.trim() ? { actorEmail: answers.actorEmail.trim() } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(actions.length > 0 ? { actions } : {}),
  };
}
