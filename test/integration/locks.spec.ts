import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PatientsService } from '#application/patients/patients.service.js';
import { AuditLog } from '#persistence/audit/audit-log.js';
import { lockLinkWorker } from '#persistence/referrals/referral-facts.queries.js';
import { lockReferral } from '#persistence/referrals/referral.queries.js';
import { appendTimeline } from '#persistence/referrals/timeline.js';
import { insertContact } from '#persistence/support/contacts.js';
import { newId } from '#platform/ids/uuid.js';
import { aSupportedPerson, type SupportedPerson } from '#test/support/bookings.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { safeContact } from '#test/support/requests.js';
import { waitFor } from '#test/support/wait-for.js';
import { type Cast, World } from '#test/support/world.js';

const NEW_DETAILS = {
  mobilePhone: '07700 900456',
  homePhone: null,
  email: null,
  addressLines: [],
  postcode: null,
  reason: 'Has a new number',
  safeContact: {
    ...safeContact,
    mayEmail: false,
    safeFrom: null,
    safeTo: null,
    codeWord: null,
    preferredMethod: 'phone' as const,
  },
};

describe('locks of people and referrals', () => {
  let database: TestDatabase;
  let world: World;
  let cast: Cast;

  beforeAll(async () => {
    database = await createTestDatabase();
    world = new World(database.db);
    cast = await world.cast();
  });
  afterAll(() => database.drop());

  const isWaiting = async (): Promise<boolean> => {
    const rows = await database.db.query<unknown[]>(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  };

  const changeDetails = ({ patient }: SupportedPerson) =>
    new PatientsService(database.db, new AuditLog(database.db)).changeContactDetails(
      cast.linkWorker,
      patient.id,
      1,
      NEW_DETAILS,
      newId(),
    );

  it('lets a contact be recorded while the details of the same person are being changed', async () => {
    const person = await aSupportedPerson(world, cast);

    const changed = await database.db.transaction(async (tx) => {
      const { id: referralId, patientId } = await lockReferral(tx, person.referralId);
      const change = changeDetails(person);
      await waitFor('the change to wait for the referral', isWaiting);
      await insertContact(tx, {
        id: newId(),
        referralId,
        patientId,
        occurredAt: new Date(),
        mode: 'phone',
        outcome: 'spoke',
        minutes: null,
        note: null,
        noteShared: false,
        recordedBy: cast.linkWorker.membershipId,
      });
      return { change };
    });

    await expect(changed.change).resolves.toBeUndefined();
  });

  it('lets a link worker go on writing while a lead gives them more to do', async () => {
    const { referralId } = await aSupportedPerson(world, cast);
    const { membershipId: actorId } = cast.linkWorker;

    await database.db.transaction(async (lead) => {
      await lockLinkWorker(lead, actorId);
      await database.db.transaction((tx) =>
        appendTimeline(tx, {
          referralId,
          actorId,
          kind: 'contact.recorded',
          at: new Date(),
          captured: {},
        }),
      );
    });

    const lines = await database.db.query<unknown[]>(
      `SELECT 1 FROM timeline_event WHERE referral_id = $1 AND kind = 'contact.recorded'`,
      [referralId],
    );
    expect(lines).toHaveLength(1);
  });
});
