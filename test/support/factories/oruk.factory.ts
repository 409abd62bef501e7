import { randomUUID } from 'node:crypto';

export type Json = Record<string, unknown>;

/** A location of Open Referral UK 3.0; say only what the test is about. */
export const anOrukLocation = (overrides: Json = {}): Json => ({
  id: randomUUID(),
  location_type: 'physical',
  name: 'The Potting Shed',
  latitude: 51.75,
  longitude: -1.25,
  addresses: [
    {
      id: randomUUID(),
      attention: 'A. Persona',
      address_1: '1 Garden Lane',
      city: 'Oxford',
      state_province: 'Oxfordshire',
      postal_code: 'OX1 4AZ',
      country: 'GB',
      address_type: 'physical',
    },
  ],
  ...overrides,
});

/** A weekly schedule that goes on for ever. */
export const anOrukSchedule = (overrides: Json = {}): Json => ({
  id: randomUUID(),
  freq: 'WEEKLY',
  byday: 'TU,TH',
  opens_at: '14:00:00',
  closes_at: '15:30:00',
  ...overrides,
});

export const anOrukOrganisation = (overrides: Json = {}): Json => ({
  id: randomUUID(),
  name: 'The Allotment Trust',
  description: 'Allotments for everybody.',
  ...overrides,
});

/** A service with its organisation, one place and one weekly schedule. */
export function anOrukService(overrides: Json = {}): Json {
  return {
    id: randomUUID(),
    name: 'Dig for company',
    description: 'Digging, with tea.',
    status: 'active',
    organization: anOrukOrganisation(),
    service_at_locations: [{ id: randomUUID(), location: anOrukLocation() }],
    schedules: [anOrukSchedule()],
    contacts: [{ id: randomUUID(), name: 'Ann Persona', title: 'Manager' }],
    attributes: [],
    ...overrides,
  };
}

/** An attribute that says a service has to do with something. */
export const aTerm = (name: string): Json => ({
  id: randomUUID(),
  taxonomy_term: { id: randomUUID(), name, description: name },
});
