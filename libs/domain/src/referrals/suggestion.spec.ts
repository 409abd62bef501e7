import { describe, expect, it } from '@jest/globals';
import { type Candidate, suggestLinkWorker } from './suggestion.js';

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
});
