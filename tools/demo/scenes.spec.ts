import { describe, expect, it } from '@jest/globals';
import { nhsNumberProblem } from '#domain/patients/nhs-number.js';
import { REFERRAL_STATUSES } from '#domain/referrals/referral.js';
import type { Role } from '#domain/access/role.js';
import type { DemoHouse, DemoMember, DemoPractice } from './organisations.js';
import { AWKWARD, type DemoPatient, testNhsNumbers } from './people.js';
import { Random } from './random.js';
import { PEOPLE, playScenes } from './scenes.js';

const member = (role: Role, id: string, organisationId: string): DemoMember => ({
  membershipId: id,
  organisationId,
  organisation: organisationId,
  role,
  name: id,
});

const practices: DemoPractice[] = ['one', 'two', 'three', 'four'].map((id) => ({
  id,
  odsCode: 'ZZ9001',
  referrers: [member('referrer', `referrer of ${id}`, id)],
}));

const house: DemoHouse = {
  practices,
  providers: ['first', 'second'].map((id) => ({
    id,
    leads: [member('team_lead', `lead of ${id}`, id)],
    linkWorkers: [1, 2, 3].map((n) => member('link_worker', `worker ${String(n)} of ${id}`, id)),
  })),
  venueStaff: new Map(),
};

const patients = practices.flatMap((practice, p) =>
  Array.from({ length: PEOPLE }, (_, i): DemoPatient => ({
    id: `patient ${String(p)} ${String(i)}`,
    practice,
    nhsNumber: '9990000018',
    nhsNumberAbsentReason: null,
    preferredMethod: 'phone',
    accessNeeds: [],
    traits: AWKWARD[i] ?? {},
  })),
);

describe('demo stories', () => {
  it.each([
    ['in the morning', '2026-11-23T09:30:00Z'],
    ['a minute after midnight', '2026-11-23T00:01:00Z'],
    ['a minute before midnight in summer', '2026-07-01T22:59:00Z'],
    ['as the clocks go back', '2026-10-25T01:30:00Z'],
    ['as the clocks go forward', '2027-03-28T01:00:00Z'],
    ['on a leap day', '2028-02-29T12:00:00Z'],
  ])('reach every state %s, and nothing in them is still to come', (_when, instant) => {
    const now = new Date(instant);

    const played = playScenes(house, patients, now, new Random(1));

    expect(new Set(played.map(({ referral }) => referral.status))).toEqual(
      new Set(REFERRAL_STATUSES),
    );
    for (const { lines } of played) {
      const times = lines.map(({ at }) => at.getTime());
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(Math.max(0, ...times)).toBeLessThan(now.getTime());
    }
  });

  it('are the same every time', () => {
    const tell = () =>
      playScenes(house, patients, new Date('2026-11-23T09:30:00Z'), new Random(7)).map(
        ({ referral, needs, reason, lines }) => ({
          patientId: referral.patientId,
          status: referral.status,
          needs,
          reason,
          times: lines.map(({ at }) => at),
        }),
      );

    expect(tell()).toEqual(tell());
  });
});

describe('test NHS numbers', () => {
  it('are valid, of the range for tests, and each is given once', () => {
    const numbers = testNhsNumbers();
    const drawn = Array.from({ length: 500 }, () => numbers.next().value);

    expect(new Set(drawn).size).toBe(500);
    expect(drawn.filter((number) => !number.startsWith('999') || nhsNumberProblem(number))).toEqual(
      [],
    );
  });
});
