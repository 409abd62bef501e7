import type { Role } from '#domain/access/role.js';
import { hashPassword } from '#platform/auth/password.js';
import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';
import { insertRows, type Row } from './rows.js';
import { DEMO_PASSWORD, DEMO_PRACTICE, DEMO_PROVIDER, DEMO_SIGN_INS } from './sign-ins.js';

/** A person of the demo in their role. */
export interface DemoMember {
  readonly membershipId: string;
  readonly organisationId: string;
  readonly organisation: string;
  readonly role: Role;
  readonly name: string;
}

export interface DemoPractice {
  readonly id: string;
  readonly odsCode: string;
  readonly referrers: readonly DemoMember[];
}

export interface DemoProvider {
  readonly id: string;
  readonly leads: readonly DemoMember[];
  readonly linkWorkers: readonly DemoMember[];
}

export interface DemoHouse {
  readonly practices: readonly DemoPractice[];
  readonly providers: readonly DemoProvider[];
  /** Staff of each venue provider, by the id of the organisation. */
  readonly venueStaff: ReadonlyMap<string, DemoMember>;
}

const SECOND_PROVIDER = 'Test Thames Community Connectors';
/** ODS codes of no practice that exists; the rows are marked as test data besides. */
const PRACTICES = [
  { name: DEMO_PRACTICE, odsCode: 'ZZ9001' },
  { name: 'Test Isis Medical Centre', odsCode: 'ZZ9002' },
  { name: 'Test Port Meadow Practice', odsCode: 'ZZ9003' },
  { name: 'Test Shotover Health Centre', odsCode: 'ZZ9004' },
];
const PROVIDERS = [
  { name: DEMO_PROVIDER, phone: '01632 960001', email: 'link-workers@example.org' },
  { name: SECOND_PROVIDER, phone: '01632 960002', email: 'connectors@example.org' },
];

const OTHERS: readonly { role: Role; name: string; organisation: string; limit?: number }[] = [
  { role: 'referrer', name: 'Dr Owen Hughes', organisation: DEMO_PRACTICE },
  { role: 'referrer', name: 'Dr Fatima Rahman', organisation: 'Test Isis Medical Centre' },
  { role: 'referrer', name: 'Nurse Colm Byrne', organisation: 'Test Port Meadow Practice' },
  { role: 'referrer', name: 'Dr Ingrid Solberg', organisation: 'Test Shotover Health Centre' },
  { role: 'link_worker', name: 'Priya Nair', organisation: DEMO_PROVIDER, limit: 40 },
  { role: 'link_worker', name: 'Tom Okafor', organisation: DEMO_PROVIDER, limit: 35 },
  { role: 'link_worker', name: 'Beth Llewellyn', organisation: DEMO_PROVIDER, limit: 30 },
  { role: 'team_lead', name: 'Marta Kowalska', organisation: SECOND_PROVIDER },
  { role: 'link_worker', name: 'Dev Chandra', organisation: SECOND_PROVIDER, limit: 40 },
  { role: 'link_worker', name: 'Ruth Osei', organisation: SECOND_PROVIDER, limit: 40 },
];
const JO_LIMIT = 45;
const SINCE = '2025-04-01T00:00:00Z';

interface VenueProvider {
  readonly id: string;
  readonly name: string;
}

/** Practices, providers, and everybody who can sign in, the staff of the venues among them. */
export async function seedHouse(tx: EntityManager): Promise<DemoHouse> {
  const venues = await tx.query<VenueProvider[]>(
    `SELECT id, name FROM organisation WHERE kind = 'venue_provider' ORDER BY name`,
  );
  const practices = PRACTICES.map((practice) => ({ id: newId(), ...practice }));
  const providers = PROVIDERS.map((provider) => ({ id: newId(), ...provider }));
  await insertRows(tx, 'organisation', [
    ...practices.map(({ id, name, odsCode }) => organisation(id, 'gp_practice', name, odsCode)),
    ...providers.map(({ id, name, phone, email }) => ({
      ...organisation(id, 'link_worker_provider', name, null),
      phone,
      email,
    })),
  ]);
  await insertRows(tx, 'service_agreement', agreements(practices, providers));
  const ids = new Map([...practices, ...providers, ...venues].map(({ id, name }) => [name, id]));
  const members = await seedPeople(tx, ids, venues);
  const of = (organisationId: string, role: Role): DemoMember[] =>
    members.filter((each) => each.organisationId === organisationId && each.role === role);
  return {
    practices: practices.map(({ id, odsCode }) => ({ id, odsCode, referrers: of(id, 'referrer') })),
    providers: providers.map(({ id }) => ({
      id,
      leads: of(id, 'team_lead'),
      linkWorkers: of(id, 'link_worker'),
    })),
    venueStaff: new Map(
      members
        .filter(({ role }) => role === 'venue_staff')
        .map((each) => [each.organisationId, each]),
    ),
  };
}

const organisation = (id: string, kind: string, name: string, odsCode: string | null): Row => ({
  id,
  kind,
  name,
  ods_code: odsCode,
  is_test: true,
  phone: null,
  email: null,
  description: 'Invented for demonstration.',
  ...SETTINGS,
});

/** A populated record has no defaults of its own, so they are said. */
const SETTINGS = {
  time_zone: 'Europe/London',
  day_before_at: '17:00',
  hours_before: 2,
  quiet_from: '20:00',
  quiet_to: '08:00',
  contact_within_days: 5,
  version: 1,
};

/** The first provider serves all practices; the second two of them, so that a choice can be seen. */
const agreements = (
  practices: readonly { readonly id: string }[],
  [first, second]: readonly { readonly id: string }[],
): Row[] =>
  practices.flatMap(({ id }, i) => [
    { id: newId(), practice_id: id, provider_id: first?.id, started_at: '2025-04-01T00:00:00Z' },
    ...(i < 2
      ? [
          {
            id: newId(),
            practice_id: id,
            provider_id: second?.id,
            started_at: '2025-10-01T00:00:00Z',
          },
        ]
      : []),
  ]);

async function seedPeople(
  tx: EntityManager,
  organisations: ReadonlyMap<string, string>,
  venues: readonly VenueProvider[],
): Promise<DemoMember[]> {
  const people = cast(venues).map((each) => {
    const organisationId = organisations.get(each.organisation);
    if (organisationId === undefined) throw new Error(`There is no ${each.organisation}`);
    return { ...each, organisationId, userId: newId(), membershipId: newId() };
  });
  // One hash for all: they share the password that is printed at the start.
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await insertRows(
    tx,
    'user_account',
    people.map(({ userId: id, email, name }) => ({
      id,
      email,
      display_name: name,
      password_hash: passwordHash,
      created_at: SINCE,
    })),
  );
  await insertRows(
    tx,
    'membership',
    people.map(({ membershipId, userId, organisationId, role, limit }, i) => ({
      id: membershipId,
      user_id: userId,
      organisation_id: organisationId,
      role,
      phone: role === 'link_worker' ? `07700 9008${String(10 + i)}` : null,
      caseload_limit: limit,
      started_at: SINCE,
    })),
  );
  return people;
}

/** Everybody with an account: those who are printed at the start, their colleagues, and the venues. */
function cast(venues: readonly VenueProvider[]) {
  const withStaff = new Set(DEMO_SIGN_INS.map(({ organisation: name }) => name));
  return [
    ...DEMO_SIGN_INS.map((each) => ({
      ...each,
      limit: each.role === 'link_worker' ? JO_LIMIT : null,
    })),
    ...OTHERS.map((each) => ({ ...each, email: emailOf(each.name), limit: each.limit ?? null })),
    ...venues.filter(({ name }) => !withStaff.has(name)).map(({ name }, i) => venueStaff(name, i)),
  ];
}

const VENUE_NAMES = ['Ade Bello', 'Hana Sato', 'Will Croft', 'Lena Fischer', 'Sid Kapoor'];
const VENUE_NAMES_AFTER = ['Mia Duarte', 'Jon Tregear', 'Esi Boateng', 'Ned Farrow', 'Ana Petrova'];

const venueStaff = (organisation: string, i: number) => {
  const name = [...VENUE_NAMES, ...VENUE_NAMES_AFTER][i % 10] ?? 'Venue staff';
  return { role: 'venue_staff' as const, name, organisation, email: emailOf(name), limit: null };
};

const emailOf = (name: string): string =>
  `${name
    .toLowerCase()
    .replace(/^(dr|nurse) /, '')
    .replaceAll(' ', '.')}@example.org`;
