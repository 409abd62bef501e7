import { describe, expect, it } from '@jest/globals';
import { outcomeOf } from './smtp-outcome.js';

const error = (code: string, responseCode?: number): Error =>
  Object.assign(new Error('smtp'), { code, ...(responseCode ? { responseCode } : {}) });

describe('what an SMTP error says of a message', () => {
  it.each([
    ['an unknown recipient', error('EENVELOPE', 550), false],
    ['a text that is refused', error('EMESSAGE', 554), true],
    ['an address that cannot be one', error('EENVELOPE'), false],
  ])('takes %s for a refusal', (_, failure, handedOver) => {
    expect(outcomeOf(failure, handedOver).outcome).toBe('refused');
  });

  it.each([
    ['a full mailbox', error('EENVELOPE', 452), false],
    ['a text that is put off', error('EMESSAGE', 451), true],
    ['a server that is busy', error('EPROTOCOL', 421), false],
    ['a server that is away', error('ESOCKET'), false],
    ['a password that is refused', error('EAUTH', 535), false],
    ['a connection that breaks before the text', error('ECONNECTION'), false],
  ])('tries again after %s', (_, failure, handedOver) => {
    expect(outcomeOf(failure, handedOver).outcome).toBe('deferred');
  });

  it.each([
    ['breaks', error('ECONNECTION')],
    ['goes silent', error('ETIMEDOUT')],
    ['is closed by a server that is going down', error('ECONNECTION', 421)],
  ])('does not know what came of a text when the connection %s', (_, failure) => {
    expect(outcomeOf(failure, true).outcome).toBe('unknown');
  });

  it('keeps the reply of the server, and never its words', () => {
    expect(outcomeOf(error('EENVELOPE', 550), false)).toEqual({ outcome: 'refused', code: '550' });
    expect(outcomeOf('quite another thing', false)).toEqual({
      outcome: 'deferred',
      code: 'unknown',
    });
  });
});
