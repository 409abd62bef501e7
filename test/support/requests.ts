import { addLocalDays, localDate } from '#domain/shared/london-time.js';
import type { Cast, TestPatient } from './world.js';

/** Bodies of valid requests; a test names only what it is about. */
export const safeContact = {
  mayPhone: true,
  mayText: false,
  mayEmail: true,
  mayPost: false,
  mayLeaveMessage: true,
  contactProhibited: false,
  preferredMethod: 'phone',
};

export function aReferralRequest(
  { provider }: Cast,
  patient: TestPatient,
  overrides: object = {},
): object {
  return {
    patientId: patient.id,
    providerId: provider.id,
    priority: '1',
    needCodes: ['loneliness'],
    reason: 'Wants company since her husband died. Used to keep an allotment.',
    risk: { status: 'no_known_risk' },
    safeguarding: false,
    consent: { shareChoice: 'agreed', shareWithVenue: true, writeBackToGp: 'all' },
    ...overrides,
  };
}

export function aNewPatient(nhsNumber: string, overrides: object = {}): object {
  return {
    nhsNumber,
    givenName: 'Margaret',
    familyName: "O'Connor-Featherstone",
    birthDate: '1951-03-14',
    addressLines: ['12 Iffley Road'],
    postcode: 'OX4 1BD',
    accessNeeds: [{ code: 'wheelchair', shareWithVenue: true, venueWording: 'Uses a wheelchair' }],
    ...overrides,
  };
}

export const reach = { mobilePhone: '07700 900123', email: 'margaret@example.org', safeContact };

/** A local date in two weeks, YYYY-MM-DD. */
export const inTwoWeeks = (): string => addLocalDays(localDate(new Date()), 14);
