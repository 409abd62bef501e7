import { describe, expect, it } from '@jest/globals';
import { parseSearch, stringifySearch } from '../../search-params.js';
import { parseCaseloadSearch, without } from './caseload-search.js';

describe('the filters of a caseload in the address', () => {
  it('reads plain repeated parameters', () => {
    expect(parseCaseloadSearch(parseSearch('?status=active&status=on_hold&need=money'))).toEqual({
      status: ['active', 'on_hold'],
      need: ['money'],
      due: undefined,
      worker: undefined,
    });
  });

  it('drops what is not a filter instead of failing', () => {
    const raw = parseSearch('?status=rubbish&due=never&need=<b>&worker=Margaret&page=-4');
    expect(parseCaseloadSearch(raw)).toEqual({
      status: undefined,
      need: undefined,
      due: undefined,
      worker: undefined,
    });
  });

  it('never takes a name or a number out of the address', () => {
    expect(parseCaseloadSearch(parseSearch('?q=Margaret'))).not.toHaveProperty('q');
  });

  it('writes the address that it reads', () => {
    const search = { status: ['active', 'on_hold'], due: 'late' };
    expect(stringifySearch(search)).toBe('?status=active&status=on_hold&due=late');
    expect(parseCaseloadSearch(parseSearch(stringifySearch(search)))).toMatchObject(search);
    expect(stringifySearch({ status: undefined })).toBe('');
  });

  it('takes one value off, and the whole filter with the last one', () => {
    expect(without(['a', 'b'], 'a')).toEqual(['b']);
    expect(without(['a'], 'a')).toBeUndefined();
  });
});
