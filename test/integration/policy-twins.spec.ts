import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Actor } from '#domain/access/actor.js';
import type { Role } from '#domain/access/role.js';
import { mayOnReferral, referralAudience } from '#domain/referrals/referral-policy.js';
import {
  isAllocatedStatus,
  isOpen,
  isTerminal,
  REFERRAL_STATUSES,
  type ReferralStatus,
} from '#domain/referrals/referral.js';
import { readAttention } from '#persistence/messaging/attention.queries.js';
import { mayChangeReach, readContactDetails } from '#persistence/patients/patients.queries.js';
import { readCaseload } from '#persistence/referrals/caseload.queries.js';
import { readReferral } from '#persistence/referrals/referral-detail.queries.js';
import {
  readNewReferrals,
  readSentReferrals,
} from '#persistence/referrals/referral-lists.queries.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { type Cast, World } from '#test/support/world.js';

interface Referral {
  readonly id: string;
  readonly patientId: string;
  readonly practiceId: string;
  readonly providerId: string;
  readonly linkWorkerId: string | null;
  readonly status: ReferralStatus;
}

const PRACTICES = 2;
const REFERRALS = 160;
const PAGE = 1_000;

let database: TestDatabase;
let referrals: Referral[];
let actors: Actor[];

/** The same choices in every run: what is found once is found again. */
const choose = <T>(from: readonly T[], what: string, round: number): T => {
  const number = createHash('sha256').update(`${what} ${round}`).digest().readUInt32BE(0);
  return from[number % from.length] as T;
};

beforeAll(async () => {
  database = await createTestDatabase();
  const world = new World(database.db);
  const casts: Cast[] = [];
  for (let i = 0; i < PRACTICES; i += 1) casts.push(await world.cast());
  const [first, second] = casts as [Cast, Cast];
  await world.agreement(first.practice, second.provider);
  // A role where it should not be, as after a mistake: the SQL must read role and organisation as the policy does.
  const misplaced = await world.person('administrator', first.practice);
  const secondLead = await world.person('team_lead', first.provider);
  actors = [
    ...casts.flatMap((cast) => [
      cast.referrer,
      cast.linkWorker,
      cast.colleague,
      cast.teamLead,
      cast.venueStaff,
      cast.administrator,
      cast.auditor,
    ]),
    misplaced,
    secondLead,
  ];
  referrals = [];
  for (let i = 0; i < REFERRALS; i += 1) referrals.push(await aReferral(world, casts, i));
}, 120_000);
afterAll(() => database.drop());

/** Any practice with any service, in any status, with anybody who can hold it, or nobody. */
async function aReferral(world: World, casts: readonly Cast[], round: number): Promise<Referral> {
  const from = choose(casts, 'practice', round);
  const to = choose(casts, 'provider', round);
  const status = REFERRAL_STATUSES[round % REFERRAL_STATUSES.length] as ReferralStatus;
  const patient = await world.patient(from.practice);
  const worker = choose([to.linkWorker, to.colleague], 'worker', round);
  const linkWorker = isTerminal(status) && round % 2 ? null : worker;
  const { id } = await world.referral(
    { ...to, practice: from.practice, referrer: from.referrer },
    patient,
    { status, linkWorker },
  );
  const holder = isAllocatedStatus(status) || isTerminal(status) ? linkWorker : null;
  return {
    id,
    status,
    patientId: patient.id,
    practiceId: from.practice.id,
    providerId: to.provider.id,
    linkWorkerId: holder?.membershipId ?? null,
  };
}

const nameOf = ({ role, displayName }: Actor): string => `${role} ${displayName}`;
const idsOf = (rows: readonly { readonly id: string }[]): string[] =>
  rows.map(({ id }) => id).sort();
const where = (holds: (referral: Referral) => boolean): string[] => idsOf(referrals.filter(holds));
const actorsOf = (...roles: Role[]): Actor[] => actors.filter(({ role }) => roles.includes(role));

describe('what the SQL shows of referrals', () => {
  it('is put to the test by every status, by every audience and by everybody who sees nothing', () => {
    const audiences = new Set(
      actors.flatMap((actor) => referrals.map((referral) => referralAudience(actor, referral))),
    );

    expect(new Set(referrals.map(({ status }) => status)).size).toBe(REFERRAL_STATUSES.length);
    expect(audiences).toEqual(new Set(['referrer', 'assigned', 'lead', 'colleague', null]));
  });

  it('is one referral for exactly the audience the policy says, and nothing where it says none', async () => {
    const differences: unknown[] = [];
    for (const actor of actors) {
      for (const referral of referrals) {
        const said = referralAudience(actor, referral);
        const shown = (await readReferral(database.db, actor, referral.id))?.audience ?? null;
        if (said !== shown) differences.push({ actor: nameOf(actor), referral, said, shown });
      }
    }

    expect(differences).toEqual([]);
  }, 120_000);

  it('is in the list of sent referrals what referrers may read', async () => {
    for (const actor of actorsOf('referrer')) {
      const rows = await readSentReferrals(database.db, actor.organisationId, null, PAGE);
      expect(idsOf(rows)).toEqual(where((referral) => mayOnReferral(actor, 'read', referral)));
    }
  });

  it('is in the list of new referrals what leads may read and nobody has', async () => {
    const waiting: readonly ReferralStatus[] = ['submitted', 'triage', 'accepted', 'waiting'];
    for (const actor of actorsOf('team_lead')) {
      const rows = await readNewReferrals(database.db, actor.organisationId, null, PAGE);
      expect(idsOf(rows)).toEqual(
        where(
          (referral) => mayOnReferral(actor, 'read', referral) && waiting.includes(referral.status),
        ),
      );
    }
  });

  it('is in a caseload what its link worker has, for them and for their lead, and for no other service', async () => {
    for (const actor of actorsOf('link_worker', 'team_lead')) {
      for (const { membershipId } of actorsOf('link_worker')) {
        if (actor.role === 'link_worker' && actor.membershipId !== membershipId) continue;
        const page = await readCaseload(database.db, {
          linkWorkerId: membershipId,
          providerId: actor.organisationId,
          statuses: null,
          needs: null,
          due: null,
          term: null,
          after: null,
          limit: PAGE,
        });
        expect(idsOf(JSON.parse(page.items) as { id: string }[])).toEqual(
          where(
            (referral) =>
              referral.linkWorkerId === membershipId &&
              isOpen(referral.status) &&
              mayOnReferral(actor, 'read_in_full', referral),
          ),
        );
      }
    }
  });
});

describe('what the SQL shows of how to reach somebody', () => {
  it('is for the practice of the person and for whoever reads one of their referrals in full; to change it, one must be open', async () => {
    const differences: unknown[] = [];
    for (const actor of actors) {
      for (const referral of referrals) {
        const { patientId, practiceId } = referral;
        const isOwnPatient = actor.role === 'referrer' && actor.organisationId === practiceId;
        const said = [
          isOwnPatient || mayOnReferral(actor, 'read_in_full', referral),
          isOwnPatient || mayOnReferral(actor, 'record_contact', referral),
        ];
        const shown = [
          (await readContactDetails(database.db, actor, patientId)) !== null,
          await mayChangeReach(database.db.manager, actor, patientId),
        ];
        if (said.join() !== shown.join())
          differences.push({ actor: nameOf(actor), referral, said, shown });
      }
    }

    expect(differences).toEqual([]);
  }, 120_000);
});

describe('what the SQL shows of messages that did not arrive', () => {
  it('is those of open referrals that the actor reads in full', async () => {
    await database.db.query(
      `INSERT INTO venue (id, organisation_id, name) SELECT gen_random_uuid(), id, 'Venue' FROM organisation LIMIT 1`,
    );
    await database.db.query(
      `INSERT INTO activity (id, organisation_id, name) SELECT gen_random_uuid(), organisation_id, 'Walk' FROM venue`,
    );
    await database.db.query(
      `INSERT INTO session (id, activity_id, venue_id, organisation_id, starts_at, ends_at, local_date, places)
       SELECT gen_random_uuid(), activity.id, venue.id, venue.organisation_id, now() + interval '1 day',
              now() + interval '25 hours', current_date, 1000 FROM venue, activity`,
    );
    await database.db.query(
      `INSERT INTO placement (id, referral_id, patient_id, activity_id, status, proposed_by, proposed_at)
       SELECT gen_random_uuid(), referral.id, patient_id, activity.id, 'booked', referrer_id, now() FROM referral, activity`,
    );
    await database.db.query(
      `INSERT INTO booking (id, placement_id, referral_id, patient_id, session_id, booked_by)
       SELECT gen_random_uuid(), placement.id, referral_id, patient_id, session.id, proposed_by FROM placement, session`,
    );
    await database.db.query(
      `INSERT INTO message (id, rule, channel, booking_id, booking_version, referral_id, patient_id, due_at, expires_at, state)
       SELECT gen_random_uuid(), 'day_before', 'email', id, version, referral_id, patient_id, now(), now() + interval '1 hour', 'failed'
       FROM booking`,
    );

    for (const actor of actorsOf('link_worker', 'team_lead')) {
      const rows = await readAttention(database.db, actor, null, PAGE);
      expect(rows.map(({ referralId }) => referralId).sort()).toEqual(
        where(
          (referral) => isOpen(referral.status) && mayOnReferral(actor, 'read_in_full', referral),
        ),
      );
    }
  });
});
