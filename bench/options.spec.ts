import { describe, expect, it } from '@jest/globals';
import { OptionsRefused, readOptions } from './options.js';

describe('the options of the bench', () => {
  it('measure every workload at 100 k referrals unless told', () => {
    expect(readOptions([], {})).toEqual({
      size: '100k',
      seconds: 5,
      rounds: 4,
      connections: 8,
      only: ['W1', 'W2', 'W3', 'W6'],
      databaseUrl: null,
      profileFolder: null,
    });
  });

  it('keep the workloads in their own order, whatever order they are named in', () => {
    expect(readOptions(['--only', 'W6, W1'], {}).only).toEqual(['W1', 'W6']);
  });

  it('prefer the database that is named over the one of the environment', () => {
    const env = { DATABASE_URL: 'postgres://environment/one' };
    expect(readOptions([], env).databaseUrl).toBe('postgres://environment/one');
    expect(readOptions(['--database', 'postgres://named/two'], env).databaseUrl).toBe(
      'postgres://named/two',
    );
  });

  it.each([
    [['--size', '2M']],
    [['--seconds', '0']],
    [['--connections', 'many']],
    [['--only', 'W4']],
    [['--fast']],
  ])('refuse %j and say why', (args) => {
    expect(() => readOptions(args, {})).toThrow(OptionsRefused);
  });
});
