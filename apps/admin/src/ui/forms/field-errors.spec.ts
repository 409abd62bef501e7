import { describe, expect, it } from '@jest/globals';
import { sortProblem } from './field-errors.js';

const FIELDS = ['reason', 'ways', 'safeFrom'];
const MAP = { '/contact/safeContact/*': 'ways', '/contact/safeContact/safeFrom': 'safeFrom' };

const problem = (errors: { pointer: string; detail: string }[], detail?: string) => ({
  type: '/problems/referral/incomplete',
  title: 'The referral cannot be sent yet',
  status: 422,
  ...(detail ? { detail } : {}),
  errors: errors.map((error) => ({ code: 'x', ...error })),
});

describe('errors of the API on the fields of a form', () => {
  it('uses the map first, the longest pointer before its parent', () => {
    const sorted = sortProblem(
      problem([
        { pointer: '/contact/safeContact/safeFrom', detail: 'Enter a time' },
        { pointer: '/contact/safeContact/mayText', detail: 'Enter a mobile number' },
      ]),
      MAP,
      FIELDS,
    );
    expect(sorted.onFields).toEqual([
      { field: 'safeFrom', message: 'Enter a time' },
      { field: 'ways', message: 'Enter a mobile number' },
    ]);
  });

  it('finds a field by the last part of the pointer', () => {
    const sorted = sortProblem(problem([{ pointer: '/reason', detail: 'Enter it' }]), {}, FIELDS);
    expect(sorted.onFields).toEqual([{ field: 'reason', message: 'Enter it' }]);
  });

  it('keeps what no field can show for the summary', () => {
    const sorted = sortProblem(problem([{ pointer: '/version', detail: 'Old' }]), {}, FIELDS);
    expect(sorted).toEqual({ onFields: [], general: ['Old'] });
  });

  it('shows the first message of a field only', () => {
    const errors = [
      { pointer: '/reason', detail: 'Enter it' },
      { pointer: '/reason', detail: 'Make it shorter' },
    ];
    expect(sortProblem(problem(errors), {}, FIELDS).onFields).toHaveLength(1);
  });

  it('falls back on the words of the problem itself', () => {
    expect(sortProblem(problem([], 'The session is full'), {}, FIELDS).general).toEqual([
      'The session is full',
    ]);
    expect(sortProblem(problem([]), {}, FIELDS).general).toEqual([
      'The referral cannot be sent yet',
    ]);
  });
});
