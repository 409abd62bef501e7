import { describe, expect, it } from '@jest/globals';
import { type KnownTerms, NO_KNOWN_TERMS } from './known-terms.js';
import { DocumentRefused, readDocument } from './read-document.js';
import { readService } from './read-service.js';

const ID = 'ac148810-d857-441c-9679-408f346de14b';
const TODAY = '2026-11-05';

const aService = (overrides: object = {}) => ({
  id: ID,
  name: 'Dig for company',
  status: 'active',
  organization: { id: ID, name: 'The Allotment Trust', description: 'Allotments.' },
  ...overrides,
});

function read(fields: Record<string, unknown>, known: KnownTerms = NO_KNOWN_TERMS) {
  const found = { fields, path: '/0', within: null, hasAllVenues: true };
  return readService(found, { known, today: TODAY });
}

const activityOf = (overrides: object, known?: KnownTerms) =>
  read(aService(overrides), known).record?.activity;

describe('reading a service of Open Referral UK', () => {
  it('takes what is required and leaves the rest open', () => {
    const { record, problems } = read(aService());

    expect(problems).toEqual([]);
    expect(record?.activity).toMatchObject({ externalId: ID, status: 'active', url: null });
    expect(record?.venues).toBeUndefined();
    expect(record?.schedules).toBeUndefined();
    expect(record?.activity?.languages).toBeUndefined();
  });

  it('tells of every fault at once, by path', () => {
    const { record, problems } = read({ id: 'x', name: 7, status: 'open', email: 3 });

    expect(record).toBeNull();
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '/0/organization required',
      '/0/id uuid_form',
      '/0/name type',
      '/0/status not_a_choice',
      '/0/email type',
    ]);
  });

  it('never repeats a value in what it says', () => {
    const { problems } = read(aService({ email: 'Ann Persona', url: 'Ann Persona' }));

    expect(JSON.stringify(problems)).not.toContain('Persona');
    expect(problems).toHaveLength(2);
  });

  it('takes the dearest cost that is valid today, and tells of all', () => {
    const option = (amount: number, more: object = {}) => ({ id: ID, amount, ...more });

    expect(
      activityOf({
        cost_options: [
          option(3, { option: 'Members' }),
          option(4.5, { option: 'Others' }),
          option(90, { valid_to: '2026-11-04' }),
        ],
      })?.cost,
    ).toEqual({ pence: 450, note: 'Members £3; Others £4.50' });
    expect(activityOf({ cost_options: [option(0)] })?.cost).toEqual({ pence: 0, note: 'free' });
    expect(activityOf({ fees: 'Ask at the door' })?.cost).toEqual({
      pence: null,
      note: 'Ask at the door',
    });
  });

  it('takes a phone of the service, and never that of a person', () => {
    const phones = (number: string) => [{ id: ID, number }];

    expect(
      activityOf({
        contacts: [
          { id: ID, name: 'Ann Persona', phones: phones('07700 900001') },
          { id: ID, title: 'Bookings', phones: phones('01632 960101') },
        ],
      })?.contactPhone,
    ).toBe('01632 960101');
  });

  it('knows a term by taxonomy and term, by address or by name, whatever the case', () => {
    const known: KnownTerms = {
      needs: {
        'esd:77': ['money'],
        'https://example.org/food': ['food'],
        'debt advice': ['money'],
      },
      accessFeatures: {},
      traits: { 'ours:drop_in': 'drop_in' },
    };
    const term = (fields: object) => ({ id: ID, taxonomy_term: { id: ID, ...fields } });

    expect(
      activityOf(
        {
          attributes: [
            term({ taxonomy: 'ESD', term: '77' }),
            term({ term_uri: 'https://example.org/Food' }),
            term({ name: 'Debt Advice' }),
            term({ taxonomy: 'ours', term: 'drop_in' }),
            term({ name: '__proto__' }),
            { id: ID },
          ],
        },
        known,
      )?.attributes,
    ).toEqual({
      needCodes: ['food', 'money'],
      isDropIn: true,
      isDiscreet: false,
      isInstantBooking: false,
    });
  });
});

describe('reading a document', () => {
  it('keeps paths as they are in the document', () => {
    const atLocation = { id: ID, location: { id: ID }, service: aService() };
    const { records } = readDocument({ contents: [aService(), atLocation] });
    const problems = records.flatMap(
      ({ found }) => readService(found, { known: NO_KNOWN_TERMS, today: TODAY }).problems,
    );

    expect(records.map(({ found }) => found.path)).toEqual(['/contents/0', '/contents/1/service']);
    expect(problems.map(({ path }) => path)).toEqual(['/contents/1/location/location_type']);
  });

  it('warns when a page does not hold what it says', () => {
    expect(readDocument({ size: 2, contents: [aService()] }).problems).toMatchObject([
      { severity: 'warning', path: '/size' },
    ]);
  });

  it('takes nesting a million deep for what it is', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 1_000_000; i += 1) deep = { deep };

    expect(readDocument([aService({ deep })]).problems).toMatchObject([
      { severity: 'refused', path: '/0', code: 'too_deep' },
    ]);
  });

  it.each([[null], [7], ['text']])('refuses %p with words', (document) => {
    expect(() => readDocument(document)).toThrow(DocumentRefused);
  });
});
