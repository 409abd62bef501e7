import { describe, expect, it } from '@jest/globals';
import {
  afterAttempt,
  assertMayMove,
  type AttemptFacts,
  mayMove,
  MESSAGE_STATES,
  type MessageState,
  needsAttention,
  retryDelayMs,
} from './message.js';

const NOW = new Date('2026-11-05T10:00:00Z');

const ALLOWED: Record<MessageState, MessageState[]> = {
  due: ['sending', 'expired', 'cancelled', 'not_sent'],
  sending: ['due', 'sent', 'failed', 'expired', 'cancelled', 'not_sent', 'unconfirmed'],
  sent: ['failed'],
  failed: [],
  expired: [],
  cancelled: [],
  not_sent: [],
  unconfirmed: ['sent', 'failed'],
};

const attempt = (overrides: Partial<AttemptFacts> = {}): AttemptFacts => ({
  outcome: 'deferred',
  attempts: 1,
  expiresAt: new Date('2026-11-05T16:00:00Z'),
  providerCanBeAsked: true,
  jitter: 0,
  ...overrides,
});

describe('the state of a message', () => {
  it.each(MESSAGE_STATES.flatMap((from) => MESSAGE_STATES.map((to) => [from, to] as const)))(
    'from %s to %s follows the table',
    (from, to) => {
      expect(mayMove(from, to)).toBe(ALLOWED[from].includes(to));
    },
  );

  it('refuses to go back', () => {
    expect(() => {
      assertMayMove('sent', 'due');
    }).toThrow(expect.objectContaining({ code: 'message/transition-not-allowed' }));
    expect(() => {
      assertMayMove('due', 'sending');
    }).not.toThrow();
  });

  it('asks for a person exactly when nobody was told, or nobody knows', () => {
    expect(MESSAGE_STATES.filter(needsAttention)).toEqual([
      'failed',
      'expired',
      'not_sent',
      'unconfirmed',
    ]);
  });
});

describe('after an attempt', () => {
  it.each(['accepted', 'found_sent'] as const)('is sent when %s', (outcome) => {
    expect(afterAttempt(attempt({ outcome }), NOW)).toEqual({ state: 'sent' });
  });

  it('has failed at once when it was refused', () => {
    expect(afterAttempt(attempt({ outcome: 'refused' }), NOW)).toEqual({ state: 'failed' });
  });

  it.each([
    [1, 30],
    [2, 120],
    [3, 600],
    [4, 1800],
    [5, 7200],
  ])('number %d waits %d seconds before the next', (attempts, seconds) => {
    expect(afterAttempt(attempt({ attempts }), NOW)).toEqual({
      state: 'due',
      dueAt: new Date(NOW.getTime() + seconds * 1000),
      askFirst: false,
    });
  });

  it('spreads the waits, by a fifth at most', () => {
    expect(retryDelayMs(1, 0)).toBe(30_000);
    expect(retryDelayMs(1, 0.5)).toBe(33_000);
    expect(retryDelayMs(1, 1)).toBe(36_000);
  });

  it('gives up after the sixth', () => {
    expect(afterAttempt(attempt({ attempts: 6 }), NOW)).toEqual({ state: 'failed' });
  });

  it('has expired when the next could only come too late', () => {
    const expiresAt = new Date(NOW.getTime() + 30_000);

    expect(afterAttempt(attempt({ expiresAt }), NOW)).toEqual({ state: 'expired' });
  });

  it('asks the provider before it sends again, when an answer was lost', () => {
    expect(afterAttempt(attempt({ outcome: 'unknown' }), NOW)).toEqual({
      state: 'due',
      dueAt: new Date(NOW.getTime() + 30_000),
      askFirst: true,
    });
  });

  it('is never sent again blindly when the provider cannot be asked', () => {
    const lost = attempt({ outcome: 'unknown', providerCanBeAsked: false });

    expect(afterAttempt(lost, NOW)).toEqual({ state: 'unconfirmed' });
  });

  it('stays unconfirmed when the answer was lost and there is no time to ask', () => {
    const expiresAt = NOW;

    expect(afterAttempt(attempt({ outcome: 'unknown', expiresAt }), NOW)).toEqual({
      state: 'unconfirmed',
    });
    expect(afterAttempt(attempt({ outcome: 'unknown', attempts: 6 }), NOW)).toEqual({
      state: 'unconfirmed',
    });
  });
});
