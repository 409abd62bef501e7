import { describe, expect, it } from '@jest/globals';
import { actionsOf, actorWords, lineWords } from './audit-words.js';
import { CASELOAD_STATUSES, STATUS_WORDS, statusWords, wordsOf } from './catalogue.js';
import { reasonWords } from './match-words.js';
import { count, formatNhsNumber, formatPhone, listOf, phraseOf } from './text.js';
import { timelineWords } from './timeline-words.js';

const titleOf = (list: string, code: string) => `${list}:${code}`;

/** Source: Trellis domain rules C2, referral states. */
const STATUSES = `draft submitted triage rejected redirected accepted waiting allocated contacting
  declined_by_patient unable_to_contact engaged assessed plan_agreed active on_hold review_due
  closed reopened withdrawn entered_in_error`.split(/\s+/);

describe('words in place of codes', () => {
  it('has words for every state of a referral, and no others', () => {
    expect(Object.keys(STATUS_WORDS).sort()).toEqual([...STATUSES].sort());
  });

  it('gives no two states of a caseload the same words', () => {
    const words = CASELOAD_STATUSES.map((status) => statusWords(status).text);
    expect(new Set(words).size).toBe(words.length);
  });

  it('shows a code that is new to it readable, never hidden', () => {
    expect(statusWords('put_aside')).toEqual({ text: 'Put aside', colour: 'grey' });
    expect(wordsOf({}, 'told_us')).toBe('Told us');
    expect(timelineWords({ kind: 'goal_reached', data: {} }, titleOf).title).toBe('Goal reached');
  });

  it('never calls anybody a DNA, an overdue or a service user', () => {
    const all = JSON.stringify(STATUS_WORDS).toLowerCase();
    expect(all).not.toMatch(/dna|no-show|overdue|service user|client/);
  });
});

describe('lines of a history', () => {
  it('says what happened at a contact in the words of the code lists', () => {
    const event = { kind: 'contact.recorded', data: { mode: '02', outcome: 'no_answer' } };
    expect(timelineWords(event, titleOf)).toEqual({
      group: 'contact',
      title: 'contact_modes:02: contact_outcomes:no_answer',
    });
  });

  it('names the session and its time when one is booked', () => {
    const data = {
      activityName: 'Seed swap',
      startsAt: '2026-11-05T10:30:00Z',
      endsAt: '2026-11-05T12:00:00Z',
    };
    expect(timelineWords({ kind: 'booking.created', data }, titleOf).title).toBe(
      'Booked on Seed swap, Thursday 5 November, 10:30am to midday',
    );
  });

  it('names the link worker a referral was given to', () => {
    const data = { linkWorkerName: 'Jo Mensah' };
    expect(timelineWords({ kind: 'referral.allocated', data }, titleOf).title).toBe(
      'Given to Jo Mensah',
    );
  });
});

describe('why a session fits', () => {
  it('says distance in miles and cost in pounds', () => {
    expect(reasonWords({ code: 'near', params: { miles: 0.4 } }, titleOf)).toBe(
      'Less than 1 mile away',
    );
    expect(reasonWords({ code: 'far', params: { miles: 6.2 } }, titleOf)).toBe('6 miles away');
    expect(reasonWords({ code: 'cost', params: { pence: 350 } }, titleOf)).toBe('Costs £3.50');
  });
});

describe('lines of the audit', () => {
  const line = {
    id: '1',
    at: '2026-11-22T14:30:00Z',
    actorName: 'Jo Mensah',
    actorRole: 'link_worker' as const,
    organisationName: 'Oxford Link',
    action: 'referral.read' as const,
    entity: 'referral',
    entityId: null,
    reference: 'SP-26000-7',
    outcome: 'allowed' as const,
    detail: null,
  };

  it('reads as a sentence', () => {
    expect(`${actorWords(line)} ${lineWords(line)}`).toBe(
      'Jo Mensah, link worker, Oxford Link opened a referral SP-26000-7, 22 November 2026 at 2:30pm',
    );
  });

  it('says when something was refused', () => {
    expect(lineWords({ ...line, outcome: 'denied' })).toMatch(/^was refused: /);
  });

  it('searches by the actions behind a kind', () => {
    expect(actionsOf(['sent'])).toEqual(['message.sent']);
    expect(actionsOf([])).toEqual([]);
  });
});

describe('numbers and names', () => {
  it('groups an NHS number in 3, 3 and 4', () => {
    expect(formatNhsNumber('9990001234')).toBe('999 000 1234');
  });

  it('writes a UK phone number as people dial it', () => {
    expect(formatPhone('+447700900123')).toBe('07700 900123');
    expect(formatPhone('07700 900123')).toBe('07700 900123');
  });

  it('counts with the right word and commas over 999', () => {
    expect(count(1, 'person', 'people')).toBe('1 person');
    expect(count(1200, 'place')).toBe('1,200 places');
  });

  it('joins with commas and "and"', () => {
    expect(listOf([])).toBe('');
    expect(listOf(['a', 'b', 'c'])).toBe('a, b and c');
    expect(phraseOf(['Loneliness', 'Being more active', 'GP letters'])).toBe(
      'Loneliness, being more active, GP letters',
    );
  });
});
