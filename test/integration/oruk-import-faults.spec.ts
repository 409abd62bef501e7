import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { aFeed, directoryOf, problemsOf } from '#test/support/directory-import.js';
import {
  anOrukLocation,
  anOrukOrganisation,
  anOrukSchedule,
  anOrukService,
  type Json,
} from '#test/support/factories/oruk.factory.js';

describe('importing a faulty directory', () => {
  let test: TestDatabase;
  let directory: ReturnType<typeof directoryOf>;

  beforeAll(async () => {
    test = await createTestDatabase();
    directory = directoryOf(test.db);
  });
  afterAll(() => test.drop());

  describe('refuses a record by the path of its fault, and takes in the rest', () => {
    const { name: _name, ...nameless } = anOrukService();
    const { organization: _organization, ...ownerless } = anOrukService();
    const deep = JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`) as Json;

    it.each<[string, unknown, string]>([
      ['a missing name', nameless, '/contents/1/name required'],
      ['a blank name', anOrukService({ name: '   ' }), '/contents/1/name required'],
      ['an id that is no UUID', anOrukService({ id: 'abc' }), '/contents/1/id uuid_form'],
      ['an unknown status', anOrukService({ status: 'open' }), '/contents/1/status not_a_choice'],
      [
        'a NUL byte',
        anOrukService({ description: 'Tea\u0000cake' }),
        '/contents/1/description text_has_control_characters',
      ],
      ['a name that is a number', anOrukService({ name: 5 }), '/contents/1/name type'],
      [
        'an age that is a text',
        anOrukService({ minimum_age: '12' }),
        '/contents/1/minimum_age type',
      ],
      ['no organisation', ownerless, '/contents/1/organization required'],
      [
        'an organisation without description',
        anOrukService({ organization: anOrukOrganisation({ description: null }) }),
        '/contents/1/organization/description required',
      ],
      [
        'a location without type',
        anOrukService({
          service_at_locations: [
            { id: crypto.randomUUID(), location: anOrukLocation({ location_type: undefined }) },
          ],
        }),
        '/contents/1/service_at_locations/0/location/location_type required',
      ],
      [
        'a schedule that is every year',
        anOrukService({ schedules: [anOrukSchedule({ freq: 'YEARLY' })] }),
        '/contents/1/schedules/0/freq not_a_choice',
      ],
      ['a list where an object belongs', [], '/contents/1 type'],
      ['a record of another kind', { id: 'x', name: 'y' }, '/contents/1 unknown_record'],
      ['nesting without end', anOrukService({ deep }), '/contents/1 too_deep'],
    ])('%s', async (_what, broken, fault) => {
      const feed = aFeed();
      const good = anOrukService();

      const report = await directory.importing({ contents: [good, broken] }, feed);

      expect(problemsOf(report, 'refused')).toEqual([fault]);
      expect(report.records).toEqual({ read: 2, imported: 1, refused: 1 });
      expect((await directory.activities(feed)).map((each) => each['external_id'])).toEqual([
        good['id'],
      ]);
    });

    it('an organisation that is not known yet', async () => {
      const service = { ...ownerless, organization_id: crypto.randomUUID() };

      const report = await directory.importing(service, aFeed());

      expect(problemsOf(report, 'refused')).toEqual([' organisation_unknown']);
    });
  });

  describe('takes in doubtful values with a warning', () => {
    it.each<[string, Json, string]>([
      ['an email that is none', { email: 'nobody' }, '/email email_form'],
      ['an address that runs code', { url: 'javascript:alert(1)' }, '/url url_form'],
      [
        'ages in the wrong order',
        { minimum_age: 60, maximum_age: 18 },
        '/minimum_age ages_out_of_order',
      ],
      ['a date that is none', { assured_date: '2026-02-30' }, '/assured_date date_form'],
      [
        'days of the month in a weekly schedule',
        { schedules: [anOrukSchedule({ bymonthday: '2,3' })] },
        '/schedules/0/bymonthday bymonthday_not_weekly',
      ],
      [
        'costs that are over',
        { cost_options: [{ id: crypto.randomUUID(), amount: 35, valid_to: '2022-12-31' }] },
        '/cost_options cost_out_of_date',
      ],
    ])('%s', async (_what, overrides, fault) => {
      const report = await directory.importing(anOrukService(overrides), aFeed());

      expect(problemsOf(report, 'warning')).toEqual([fault]);
      expect(report.records.imported).toBe(1);
    });

    it('a place off the map of the UK', async () => {
      const feed = aFeed();
      const addresses = [{ id: crypto.randomUUID(), address_1: '1', city: 'A', country: 'US' }];
      const location = anOrukLocation({ latitude: 100, longitude: 101, addresses });
      const service = anOrukService({
        service_at_locations: [{ id: crypto.randomUUID(), location }],
      });

      const report = await directory.importing(service, feed);

      expect(problemsOf(report, 'warning')).toEqual([
        '/service_at_locations/0/location/latitude coordinates_outside_uk',
        '/service_at_locations/0/location/addresses/0/country country_not_uk',
      ]);
      expect((await directory.venues(feed))[0]).toMatchObject({ latitude: null, longitude: null });
    });
  });
});
