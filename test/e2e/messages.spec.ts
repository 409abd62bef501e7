import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/ids/uuid.js';
import { startTestApi, type TestApi } from '#test/support/api.js';
import { aRemindedBooking, type RemindedBooking } from '#test/support/reminders.js';
import type { Cast } from '#test/support/world.js';

let api: TestApi;
let cast: Cast;

beforeAll(async () => {
  api = await startTestApi();
  cast = await api.world.cast();
});

afterAll(() => api.close());

/** A booking of somebody who has no e-mail address: its reminders need a person. */
const unreachable = (
  by: Cast,
  overrides: { startsInHours?: number } = {},
): Promise<RemindedBooking> =>
  aRemindedBooking(api.database.db, api.world, by, {
    patient: { email: null },
    session: { startsInHours: overrides.startsInHours ?? 96 },
  });

const idsOf = ({ messages }: RemindedBooking): string[] => messages.map(({ id }) => id);

interface Page {
  items: { id: string }[];
  nextCursor: string | null;
}

describe('GET /messages/attention', () => {
  it('shows a link worker what did not reach somebody, and how to tell them', async () => {
    const own = await api.world.cast();
    const booking = await unreachable(own);
    const caller = await api.as(own.linkWorker);

    const { body } = await caller.get('/messages/attention').expect(200);

    expect(body.nextCursor).toBeNull();
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toEqual({
      id: expect.any(String),
      referralId: booking.referralId,
      reference: expect.stringMatching(/^SP-/),
      patientName: 'Margaret Okafor',
      rule: 'day_before',
      channel: 'email',
      state: 'not_sent',
      decision: 'no_contact_detail',
      dueAt: expect.any(String),
      stateAt: expect.any(String),
      activityName: 'Greenhouse morning',
      startsAt: expect.any(String),
      mobilePhone: '+447700900123',
      mayPhone: true,
    });
  });

  it('shows the next session first, page by page', async () => {
    const own = await api.world.cast();
    const later = await unreachable(own, { startsInHours: 200 });
    const sooner = await unreachable(own, { startsInHours: 100 });
    const caller = await api.as(own.linkWorker);

    const first = (await caller.get('/messages/attention?limit=3').expect(200)).body as Page;
    const rest = (
      await caller.get(`/messages/attention?limit=3&cursor=${first.nextCursor}`).expect(200)
    ).body as Page;

    const seen = [...first.items, ...rest.items].map(({ id }) => id);
    expect(seen.slice(0, 2).sort()).toEqual(idsOf(sooner).sort());
    expect(seen.slice(2).sort()).toEqual(idsOf(later).sort());
    expect(rest.nextCursor).toBeNull();
  });

  it('shows a lead the whole service, a colleague nothing, and another service nothing', async () => {
    const [own, other] = [await api.world.cast(), await api.world.cast()];
    await unreachable(own);

    const countFor = async (person: Cast['teamLead']): Promise<number> => {
      const { body } = await (await api.as(person)).get('/messages/attention').expect(200);
      return (body as Page).items.length;
    };

    expect(await countFor(own.teamLead)).toBe(2);
    expect(await countFor(own.colleague)).toBe(0);
    expect(await countFor(other.teamLead)).toBe(0);
    expect(await countFor(other.linkWorker)).toBe(0);
  });

  it.each([
    [
      'the booking was cancelled',
      `UPDATE booking SET status = 'cancelled', cancelled_at = now() WHERE id = $1`,
    ],
    ['the booking was moved', `UPDATE booking SET version = version + 1 WHERE id = $1`],
    [
      'the session was cancelled',
      `UPDATE session SET status = 'cancelled' WHERE id = (SELECT session_id FROM booking WHERE id = $1)`,
    ],
    [
      'the referral has ended',
      `UPDATE referral SET status = 'closed', closed_at = now(), outcome_code = 'completed'
       WHERE id = (SELECT referral_id FROM booking WHERE id = $1)`,
    ],
  ])('leaves out what nobody needs to be told any more: %s', async (_, sql) => {
    const own = await api.world.cast();
    const { bookingId } = await unreachable(own);
    await api.database.db.query(sql, [bookingId]);

    for (const person of [own.linkWorker, own.teamLead]) {
      const { body } = await (await api.as(person)).get('/messages/attention').expect(200);
      expect((body as Page).items).toEqual([]);
    }
  });

  it('says not to call somebody who must not be called', async () => {
    const own = await api.world.cast();
    const { patient } = await unreachable(own);
    await api.database.db.query(
      `UPDATE patient_contact SET contact_prohibited = true WHERE patient_id = $1`,
      [patient.id],
    );

    const { body } = await (await api.as(own.linkWorker)).get('/messages/attention').expect(200);

    expect(body.items[0]).toMatchObject({ mayPhone: false });
  });

  it('puts on record whose data was shown', async () => {
    const own = await api.world.cast();
    const { patient } = await unreachable(own);

    await (await api.as(own.linkWorker)).get('/messages/attention').expect(200);

    const rows = await api.database.db.query<{ subjects: string[] }[]>(
      `SELECT subject_ids AS subjects FROM audit_event WHERE action = 'message.listed' AND actor_id = $1`,
      [own.linkWorker.membershipId],
    );
    expect(rows).toEqual([{ subjects: [patient.id] }]);
  });

  it.each(['referrer', 'venueStaff', 'administrator', 'auditor'] as const)(
    'is not for a %s',
    async (role) => {
      await (await api.as(cast[role])).get('/messages/attention').expect(403);
    },
  );
});

describe('POST /messages/{id}/handled', () => {
  it('takes a message off the list, and the first time counts', async () => {
    const own = await api.world.cast();
    const [id, other] = idsOf(await unreachable(own));
    const caller = await api.as(own.linkWorker);

    const { body } = await caller.post(`/messages/${id}/handled`).expect(200);
    const again = await caller.post(`/messages/${id}/handled`).expect(200);

    expect(body).toEqual({ id, handledAt: expect.any(String) });
    expect(again.body).toEqual(body);
    const list = (await caller.get('/messages/attention').expect(200)).body as Page;
    expect(list.items.map((item) => item.id)).toEqual([other]);
    const rows = await api.database.db.query<unknown[]>(
      `SELECT 1 FROM audit_event WHERE action = 'message.handled' AND entity_id = $1`,
      [id],
    );
    expect(rows).toHaveLength(1);
  });

  it('lets the lead do it for the team', async () => {
    const own = await api.world.cast();
    const [id] = idsOf(await unreachable(own));

    await (await api.as(own.teamLead)).post(`/messages/${id}/handled`).expect(200);
  });

  it('refuses a colleague, and hides it from another service like one that is not there', async () => {
    const [own, other] = [await api.world.cast(), await api.world.cast()];
    const [id] = idsOf(await unreachable(own));

    await (await api.as(own.colleague)).post(`/messages/${id}/handled`).expect(403);
    const stranger = await api.as(other.linkWorker);
    const hidden = await stranger.post(`/messages/${id}/handled`).expect(404);
    const absent = await stranger.post(`/messages/${newId()}/handled`).expect(404);

    const { instance: _hidden, ...problem } = hidden.body as Record<string, unknown>;
    const { instance: _absent, ...same } = absent.body as Record<string, unknown>;
    expect(problem).toEqual(same);
    expect(problem['type']).toBe('/problems/message/not-found');
  });

  it('refuses one that needs nobody', async () => {
    const own = await api.world.cast();
    const { messages } = await aRemindedBooking(api.database.db, api.world, own);

    const { body } = await (
      await api.as(own.linkWorker)
    )
      .post(`/messages/${messages[0]?.id}/handled`)
      .expect(409);

    expect(body.type).toBe('/problems/message/nothing-to-handle');
  });
});
