import { parsePostcode } from '#domain/patients/contact-details.js';
import type { VenueRecord } from './directory-record.js';
import type { FieldReader } from './field-reader.js';
import { knownAccessFeatures, type KnownTerms } from './known-terms.js';

const LOCATION_TYPES = ['physical', 'postal', 'virtual'] as const;
const LONG = { max: 10_000, multiline: true } as const;
/** The British Isles with some water around them: what lies outside was mistyped. */
const LATITUDES = [49, 61.5] as const;
const LONGITUDES = [-11, 2.5] as const;
const UK_COUNTRIES = new Set(['gb', 'uk', 'gbr', 'united kingdom', 'england', 'wales', 'scotland']);

/** Reads one location of Open Referral UK 3.0. */
export function readVenue(location: FieldReader, known: KnownTerms): VenueRecord {
  const locationType = location.requiredChoice('location_type', LOCATION_TYPES) ?? 'physical';
  return {
    externalId: location.uuid('id'),
    name: location.text('name') ?? 'Venue without a name',
    description: location.text('description', LONG),
    locationType,
    ...readCoordinates(location),
    ...readAddress(location),
    ...readAccess(location, known),
  };
}

/** A wrong point on the map is worse than none: it sends people to the wrong place. */
function readCoordinates(location: FieldReader): Pick<VenueRecord, 'latitude' | 'longitude'> {
  const latitude = location.number('latitude');
  const longitude = location.number('longitude');
  if (latitude === null && longitude === null) return { latitude, longitude };
  if (isWithin(latitude, LATITUDES) && isWithin(longitude, LONGITUDES)) {
    return { latitude, longitude };
  }
  const field = isWithin(latitude, LATITUDES) ? 'longitude' : 'latitude';
  location.warn(
    field,
    'coordinates_outside_uk',
    'Position left out: give latitude and longitude in degrees (WGS84) of a place in the UK',
  );
  return { latitude: null, longitude: null };
}

const isWithin = (value: number | null, [from, to]: readonly [number, number]): boolean =>
  value !== null && from <= value && value <= to;

function readAddress(location: FieldReader): Pick<VenueRecord, 'address'> {
  const addresses = location.list('addresses');
  if (addresses === null) return {};
  const read = addresses.map((address) => ({
    // `attention` names a person and stays out.
    lines: [address.text('address_1'), address.text('address_2')].filter((line) => line !== null),
    city: address.text('city'),
    postcode: readPostcode(address),
    type: address.choice('address_type', LOCATION_TYPES),
    country: readCountry(address),
  }));
  const best = read.find(({ type }) => type === 'physical') ?? read[0];
  if (!best) return { address: { lines: [], city: null, postcode: null } };
  const { lines, city, postcode } = best;
  return { address: { lines, city, postcode } };
}

function readPostcode(address: FieldReader): string | null {
  const given = address.text('postal_code');
  if (given === null) return null;
  const postcode = parsePostcode(given);
  if (postcode === null) {
    address.warn('postal_code', 'postcode_form', 'Left out: give a UK postcode, such as OX1 4AZ');
  }
  return postcode;
}

function readCountry(address: FieldReader): string | null {
  const country = address.text('country');
  if (country !== null && !UK_COUNTRIES.has(country.toLowerCase())) {
    address.warn('country', 'country_not_uk', 'Check the country: this service is for the UK (GB)');
  }
  return country;
}

function readAccess(
  location: FieldReader,
  known: KnownTerms,
): Pick<VenueRecord, 'accessFeatures' | 'accessNotes'> {
  const accessibility = location.list('accessibility');
  const attributes = location.list('attributes');
  const notes = accessibility?.flatMap((each) => {
    const texts = [each.text('description', LONG), each.text('details', LONG)];
    return texts.filter((text) => text !== null);
  });
  const inner = accessibility?.flatMap((each) => each.list('attributes') ?? []) ?? [];
  const all = [...(attributes ?? []), ...inner];
  return {
    ...(notes && { accessNotes: notes.length > 0 ? [...new Set(notes)].join('\n') : null }),
    ...((attributes !== null || inner.length > 0) && {
      accessFeatures: knownAccessFeatures(all, known),
    }),
  };
}
