import { describe, expect, it } from '@jest/globals';
import { MessageCounts } from './message-counts.js';

const email = (messageId: unknown): { headers: Record<string, unknown> } => ({
  headers: { 'message-id': messageId },
});

describe('the count of arrived messages', () => {
  it('knows a message with and without its angle brackets', () => {
    const counts = new MessageCounts();
    counts.add(email('<one@trellis.test>'));
    expect(counts.of('one@trellis.test')).toBe(1);
    expect(counts.of('<one@trellis.test>')).toBe(1);
    expect(counts.of('<two@trellis.test>')).toBe(0);
  });

  it('passes over mail that has no Message-ID', () => {
    const counts = new MessageCounts();
    counts.add(email(undefined));
    expect(counts.of('undefined')).toBe(0);
  });

  it('forgets the oldest first when there are too many', () => {
    const counts = new MessageCounts();
    for (let n = 0; n <= 20_000; n += 1) counts.add(email(`<${n}@trellis.test>`));
    expect(counts.of('0@trellis.test')).toBe(0);
    expect(counts.of('1@trellis.test')).toBe(1);
    expect(counts.of('20000@trellis.test')).toBe(1);
  });
});
