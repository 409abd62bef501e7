import { describe, expect, it } from '@jest/globals';
import { actorFacts, referralFacts } from '#test/support/factories/domain-facts.js';
import type { Actor } from '../access/actor.js';
import type { PlacementStatus } from './placement.js';
import {
  authorizePlacement,
  mayOnPlacement,
  type PlacementAccessFacts,
  permittedPlacementCommands,
} from './placement-policy.js';
import {
  areNamesVisible,
  authorizeRegister,
  mayMarkPlace,
  mayReadRegister,
  registerName,
} from './register-policy.js';

const venueActor = (organisationId: string) =>
  actorFacts({ role: 'venue_staff', organisationKind: 'venue_provider', organisationId });

const ASSIGNED = actorFacts({ membershipId: 'worker-1' });
const COLLEAGUE = actorFacts({ membershipId: 'worker-2' });
const LEAD = actorFacts({ role: 'team_lead', membershipId: 'lead-1' });
const SENDER = actorFacts({
  role: 'referrer',
  organisationId: 'practice-1',
  organisationKind: 'gp_practice',
});
const VENUE = venueActor('venue-1');
const OTHER_VENUE = venueActor('venue-2');
const ADMINISTRATOR = actorFacts({ role: 'administrator', organisationId: 'venue-1' });

const referral = referralFacts({ status: 'active', linkWorkerId: 'worker-1' });
const placement = (
  status: PlacementStatus = 'booked',
  overrides: Partial<PlacementAccessFacts> = {},
): PlacementAccessFacts => ({ referral, venueOrganisationId: 'venue-1', status, ...overrides });

const whoMay = (action: Parameters<typeof mayOnPlacement>[1], facts = placement()) =>
  Object.entries({ ASSIGNED, COLLEAGUE, LEAD, SENDER, VENUE, OTHER_VENUE, ADMINISTRATOR })
    .filter(([, actor]) => mayOnPlacement(actor, action, facts))
    .map(([name]) => name);

describe('who may do what to a placement', () => {
  it('is read by those who read the referral in full, and by the venue it was sent to', () => {
    expect(whoMay('read')).toEqual(['ASSIGNED', 'LEAD', 'SENDER', 'VENUE']);
  });

  it.each(['proposed', 'offered', 'declined_by_provider', 'completed', 'cancelled'] as const)(
    'is not seen by the venue when %s',
    (status) => {
      expect(whoMay('read', placement(status))).toEqual(['ASSIGNED', 'LEAD', 'SENDER']);
    },
  );

  it.each(['propose', 'book', 'cancel_booking', 'cancel', 'complete'] as const)(
    'lets whoever has the person %s',
    (action) => {
      expect(whoMay(action)).toEqual(['ASSIGNED', 'LEAD']);
    },
  );

  it('lets the venue answer for its own activity', () => {
    expect(whoMay('accept', placement('referred'))).toEqual(['ASSIGNED', 'LEAD', 'VENUE']);
  });

  it('lets nobody arrange anything once the referral has ended', () => {
    const ended = placement('booked', { referral: { ...referral, status: 'closed' } });

    expect(whoMay('book', ended)).toEqual([]);
  });

  it('offers what both the status and the policy allow', () => {
    expect(permittedPlacementCommands(VENUE, placement('referred'))).toEqual([
      'decline_by_provider',
      'accept',
    ]);
    expect(permittedPlacementCommands(COLLEAGUE, placement('referred'))).toEqual([]);
  });

  it('hides what may not be seen, and refuses what may', () => {
    expect(() => {
      authorizePlacement(OTHER_VENUE, 'accept', placement('referred'));
    }).toThrow(expect.objectContaining({ kind: 'not_found', code: 'placement/not-found' }));
    expect(() => {
      authorizePlacement(SENDER, 'book', placement());
    }).toThrow(expect.objectContaining({ kind: 'forbidden' }));
    expect(() => {
      authorizePlacement(ASSIGNED, 'book', placement());
    }).not.toThrow();
  });
});

describe('the register', () => {
  const session = {
    organisationId: 'venue-1',
    startsAt: new Date('2026-11-05T14:00:00Z'),
    endsAt: new Date('2026-11-05T16:00:00Z'),
  };

  it('is read by venue staff of the same organisation alone', () => {
    const everybody: Actor[] = [VENUE, OTHER_VENUE, ASSIGNED, LEAD, SENDER, ADMINISTRATOR];

    expect(everybody.filter((actor) => mayReadRegister(actor, session))).toEqual([VENUE]);
    expect(() => {
      authorizeRegister(OTHER_VENUE, session);
    }).toThrow(expect.objectContaining({ kind: 'not_found', code: 'session/not-found' }));
  });

  it('is marked by the venue, and corrected by whoever has the person', () => {
    const everybody: Actor[] = [VENUE, OTHER_VENUE, ASSIGNED, COLLEAGUE, LEAD, SENDER];

    expect(everybody.filter((actor) => mayMarkPlace(actor, session, referral))).toEqual([
      VENUE,
      ASSIGNED,
      LEAD,
    ]);
  });

  it.each([
    ['2026-10-29T13:59:59Z', false],
    ['2026-10-29T14:00:00Z', true],
    ['2026-11-05T14:00:00Z', true],
    ['2026-11-07T15:59:59Z', true],
    ['2026-11-07T16:00:00Z', false],
  ])('shows names at %s: %s', (instant, visible) => {
    expect(areNamesVisible(session, new Date(instant))).toBe(visible);
  });

  it('counts the 7 days by the wall clock across a clock change', () => {
    const afterChange = { ...session, startsAt: new Date('2026-10-28T10:00:00Z') };

    expect(areNamesVisible(afterChange, new Date('2026-10-21T08:59:59Z'))).toBe(false);
    expect(areNamesVisible(afterChange, new Date('2026-10-21T09:00:00Z'))).toBe(true);
  });

  it.each([
    ['Margaret', 'Hill', null, 'Margaret H'],
    ['Margaret', 'Hill', 'Peggy', 'Peggy H'],
    ['Margaret', 'Hill', 'Peggy Hill', 'Peggy H'],
    ['Margaret', 'Hill', ' ', 'Margaret H'],
    ['Siân', 'élan', null, 'Siân É'],
    ['Ana', 'o\u0308zil', null, 'Ana O\u0308'],
    ['陳', '𠮷野', null, '陳 𠮷'],
    ['Mary Ann', "O'Brien", null, 'Mary Ann O'],
  ])('calls %s %s, known as %s, "%s"', (givenName, familyName, preferredName, shown) => {
    expect(registerName({ givenName, familyName, preferredName })).toBe(shown);
  });
});
