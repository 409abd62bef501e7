import { describe, expect, it, jest } from '@jest/globals';
import { StructuredLogger } from './logger.js';

const withCode = (message: string, code: string, options?: ErrorOptions): Error =>
  Object.assign(new Error(message, options), { code });

describe('a failure in the log', () => {
  const failed = (error: unknown) => {
    const log = new StructuredLogger('test', 'silent');
    const written = jest.spyOn(log, 'error').mockReturnValue();
    log.failure('request failed', error);
    return written.mock.calls[0];
  };

  it('is named by its code and the code of what caused it, and never by their words', () => {
    const cause = withCode('Key (family_name)=(Okafor) already exists', '53100');
    const call = failed(withCode('Margaret Okafor', 'audit/unavailable', { cause }));

    expect(call).toMatchObject(['request failed', { errorCode: 'audit/unavailable < 53100' }]);
    expect(JSON.stringify(call)).not.toContain('Okafor');
  });

  it('is named by its kind where it has no code', () => {
    expect(failed(new TypeError('x'))?.[1]).toMatchObject({ errorCode: 'TypeError' });
    expect(failed('x')?.[1]).toMatchObject({ errorCode: 'unknown' });
  });
});
