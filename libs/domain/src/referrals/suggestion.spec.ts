import { describe, expect, it } from '@jest/globals';
import { type Candidate, suggestLinkWorker, suggestLinkWorkers } from './suggestion.js';

const candidate = (overrides: Partial<Candidate>): Candidate => ({
  linkWorkerId: 'worker',
  name: 'Jo Mensah',
  openCount: 20,
  caseloadLimit: 40,
  practiceIds: [],
  ...overrides,
});

describe('who could take a referral', () => {
  it('goes to somebody who knows the practice, although another has fewer referrals', () => {
    const team = [
      candidate({ linkWorkerId: 'quiet', openCount: 3 }),
      candidate({ linkWorkerId: 'local', openCount: 30, practiceIds: ['practice'] }),
    ];

    const suggestion = suggestLinkWorker('practice', team);

    expect(suggestion).toMatchObject({
      linkWorkerId: 'local',
      why: ['knows_practice', 'room_on_caseload'],
    });
  });

  it('goes to the smallest caseload when nobody knows the practice', () => {
    const team = [
      candidate({ openCount: 9 }),
      candidate({ linkWorkerId: 'quiet', openCount: 3, caseloadLimit: null }),
    ];

    expect(suggestLinkWorker('practice', team)).toMatchObject({
      linkWorkerId: 'quiet',
      why: ['lowest_open_caseload'],
    });
  });

  it('names nobody who is at their limit', () => {
    const team = [candidate({ openCount: 40, practiceIds: ['practice'] })];

    expect(suggestLinkWorker('practice', team)).toBeNull();
    expect(suggestLinkWorker('practice', [])).toBeNull();
  });

  it('shares several out, and leaves those without a name for whom there is no room', () => {
    const team = [
      candidate({ linkWorkerId: 'a', openCount: 10, caseloadLimit: 12 }),
      candidate({ linkWorkerId: 'b', openCount: 11, caseloadLimit: 12 }),
    ];

    const suggestions = suggestLinkWorkers(['p', 'p', 'p', 'p'], team);

    expect(suggestions.map((suggestion) => suggestion?.linkWorkerId ?? null)).toEqual([
      'a',
      'a',
      'b',
      null,
    ]);
  });
});
