import type { Role } from '#domain/access/role.js';

export interface DemoSignIn {
  readonly role: Role;
  readonly email: string;
  readonly name: string;
  readonly organisation: string;
}

/** One password for every demo account: demo data never enters a database of production. */
export const DEMO_PASSWORD = 'garden-gate-oxford-2026';

export const DEMO_PRACTICE = 'Test Cherwell Surgery';
export const DEMO_PROVIDER = 'Test Oxford Link Workers';
/** Its name in the Oxford feed, from which it is imported. */
export const DEMO_VENUE_PROVIDER = 'University of Oxford Botanic Garden and Arboretum';

/** Who can sign in to the demo, one for each role. All of them are invented. */
export const DEMO_SIGN_INS: readonly DemoSignIn[] = [
  {
    role: 'referrer',
    email: 'anita.patel@example.org',
    name: 'Dr Anita Patel',
    organisation: DEMO_PRACTICE,
  },
  {
    role: 'link_worker',
    email: 'jo.mensah@example.org',
    name: 'Jo Mensah',
    organisation: DEMO_PROVIDER,
  },
  {
    role: 'team_lead',
    email: 'sam.whitfield@example.org',
    name: 'Sam Whitfield',
    organisation: DEMO_PROVIDER,
  },
  {
    role: 'venue_staff',
    email: 'rosa.lindqvist@example.org',
    name: 'Rosa Lindqvist',
    organisation: DEMO_VENUE_PROVIDER,
  },
  {
    role: 'administrator',
    email: 'chris.adeyemi@example.org',
    name: 'Chris Adeyemi',
    organisation: DEMO_PROVIDER,
  },
  {
    role: 'auditor',
    email: 'morgan.blake@example.org',
    name: 'Morgan Blake',
    organisation: DEMO_PROVIDER,
  },
];
