import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addLocalDays, instantOf, localDate } from '#domain/shared/london-time.js';
import { newId } from '#platform/ids/uuid.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { aBooking, aSupportedPerson, shiftSession } from '#test/support/bookings.js';
import type { Cast, TestSession } from '#test/support/world.js';

const MINUTE = 60_000;

describe('the register over HTTP', () => {
  let api: TestApi;
  let cast: Cast;
  let venue: Caller;

  beforeAll(async () => {
    api = await startTestApi();
    cast = await api.world.cast();
    venue = await api.as(cast.venueStaff);
  });
  afterAll(() => api.close());

  const canary = {
    reason: 'CANARY-NEED cannot sleep since the bereavement',
    nhsNumber: '9990000018',
    email: 'canary-address@example.org',
    mobilePhone: '+447700900987',
    codeWord: 'CANARY-CODEWORD',
    detail: 'CANARY-DETAIL',
    note: 'CANARY-NOTE',
  };

  /** A session whose register is open, with one person on it about whom there is much to hide. */
  async function running(shareWithVenue = true) {
    const { reason, nhsNumber, email, mobilePhone, codeWord } = canary;
    await api.database.db.query(
      `UPDATE patient SET nhs_number = NULL, nhs_number_absent_reason = 'nhs_number_not_known'
                                 WHERE nhs_number = $1`,
      [nhsNumber],
    );
    const names = { givenName: 'Margaret', familyName: 'Canaryfamily', preferredName: 'Peggy' };
    const person = await aSupportedPerson(
      api.world,
      cast,
      { ...names, nhsNumber, email, mobilePhone, codeWord },
      { reason, shareWithVenue },
    );
    await api.world.accessNeed(person.patient, 'wheelchair', 'Uses a wheelchair');
    await api.database.db.query(`UPDATE access_need SET detail = $2 WHERE patient_id = $1`, [
      person.patient.id,
      canary.detail,
    ]);
    await api.database.db.query(
      `INSERT INTO contact (id, referral_id, patient_id, occurred_at, mode, outcome, note, recorded_by)
       VALUES ($1, $2, $3, now(), 'phone', 'spoke', $4, $5)`,
      [newId(), person.referralId, person.patient.id, canary.note, cast.linkWorker.membershipId],
    );
    const session = await api.world.session(cast.venue);
    const booking = await aBooking(api.database.db, cast, person, session);
    await shiftSession(api.database.db, session.id, new Date(Date.now() + 5 * MINUTE));
    return { session, booking, person };
  }

  const register = ({ id }: Pick<TestSession, 'id'>, caller = venue) =>
    caller.get(`/sessions/${id}/register`);
  const change = (bookingId: string, code: string, overrides: object = {}) => ({
    changeId: randomUUID(),
    bookingId,
    code,
    markedAt: new Date().toISOString(),
    ...overrides,
  });
  const mark = ({ id }: Pick<TestSession, 'id'>, changes: object[], caller = venue) =>
    caller.post(`/sessions/${id}/attendance`, { changes, sentAt: new Date().toISOString() });

  it('names people by first name and initial, and tells what they agreed to', async () => {
    const { session, booking } = await running();

    const { body } = await register(session).expect(200);

    expect(body).toMatchObject({
      session: { id: session.id, booked: 1, marked: 0, registerOpen: true, status: 'scheduled' },
      editable: true,
      namesShown: true,
      people: [
        {
          bookingId: booking.id,
          displayName: 'Peggy C',
          needToKnow: ['Uses a wheelchair'],
          mark: null,
          minutesLate: null,
        },
      ],
    });
  });

  it('tells a venue nothing of somebody who did not agree to it', async () => {
    const { session } = await running(false);

    const { body } = await register(session).expect(200);

    expect(body).toMatchObject({ people: [{ displayName: 'Peggy C', needToKnow: [] }] });
  });

  it('holds no number, need, note, address or id of a person, in any answer to a venue', async () => {
    const { session, booking, person } = await running();
    const answers = [
      await register(session).expect(200),
      await mark(session, [change(booking.id, 'on_time')]).expect(200),
      await venue.get('/sessions').expect(200),
      await mark(session, [change(newId(), 'on_time')]).expect(422),
      await venue
        .post(`/sessions/${session.id}/move`, {
          startsAt: new Date(Date.now() + 60 * MINUTE).toISOString(),
          endsAt: new Date(Date.now() + 120 * MINUTE).toISOString(),
        })
        .set('If-Match', '"1"')
        .expect(200),
      await venue
        .post(`/sessions/${session.id}/cancellation`, { reason: 'Storm' })
        .set('If-Match', '"2"')
        .expect(200),
    ];

    const forbidden = [
      ...Object.values(canary),
      '999 000 0018',
      'Canaryfamily',
      '1951-03-14',
      person.referralId,
      person.patient.id,
      'loneliness',
      'CANARY',
    ];
    for (const { text, headers } of answers) {
      const said = `${text} ${JSON.stringify(headers)}`.toLowerCase();
      for (const word of forbidden) expect(said).not.toContain(word.toLowerCase());
    }
  });

  it('answers for a session of another venue as for one that is not there', async () => {
    const { session, booking } = await running();
    const stranger = await api.as((await api.world.cast()).venueStaff);
    const changes = [change(booking.id, 'on_time')];
    const times = {
      startsAt: new Date(Date.now() + 60 * MINUTE).toISOString(),
      endsAt: new Date(Date.now() + 90 * MINUTE).toISOString(),
    };
    const requests = (id: string) => [
      register({ id }, stranger),
      mark({ id }, changes, stranger),
      stranger.post(`/sessions/${id}/move`, times).set('If-Match', '"1"'),
      stranger.post(`/sessions/${id}/cancellation`, { reason: 'x' }).set('If-Match', '"1"'),
    ];
    const bodies = async (id: string) => {
      const answered = [];
      for (const request of requests(id)) {
        const { body } = await request.expect(404);
        answered.push({ ...(body as object), instance: '' });
      }
      return answered;
    };

    expect(await bodies(session.id)).toEqual(await bodies(newId()));
    expect((await stranger.get('/sessions').expect(200)).body).toMatchObject({ items: [] });
  });

  it('stores a batch once, and answers with every id it has', async () => {
    const { session, booking } = await running();
    const changes = [change(booking.id, 'late', { minutesLate: 5 })];

    const first = await mark(session, changes).expect(200);
    const again = await mark(session, changes).expect(200);

    const applied = changes.map(({ changeId }) => changeId);
    expect(first.body).toMatchObject({
      applied,
      register: { people: [{ mark: 'late', minutesLate: 5 }] },
    });
    expect(again.body).toMatchObject({ applied, register: { session: { marked: 1 } } });
    const [stored] = await api.database.db.query<{ times: number }[]>(
      `SELECT count(*)::int AS times FROM attendance WHERE booking_id = $1`,
      [booking.id],
    );
    expect(stored).toEqual({ times: 1 });
  });

  it('answers with ids in the letters in which they were sent', async () => {
    const { session, booking } = await running();
    const changeId = randomUUID().toUpperCase();

    const { body } = await mark(session, [change(booking.id, 'on_time', { changeId })]).expect(200);

    expect(body).toMatchObject({ applied: [changeId] });
  });

  it('points to what is wrong with a batch, and stores none of it', async () => {
    const { session, booking } = await running();
    const good = change(booking.id, 'on_time');

    const malformed = await mark(session, [good, change(booking.id, 'perhaps')]).expect(400);
    const unfit = await mark(session, [
      good,
      change(booking.id, 'on_time', { minutesLate: 5 }),
    ]).expect(422);
    const noTime = await mark(session, [{ ...good, markedAt: '2026-13-40T99:99:00Z' }]).expect(400);
    await mark(session, []).expect(400);
    await mark(
      session,
      Array.from({ length: 101 }, () => change(booking.id, 'on_time')),
    ).expect(400);

    expect(malformed.body).toMatchObject({ errors: [{ pointer: '/changes/1/code' }] });
    expect(unfit.body).toMatchObject({ errors: [{ pointer: '/changes/1/minutesLate' }] });
    expect(noTime.body).toMatchObject({ errors: [{ pointer: '/changes/0/markedAt' }] });
    expect((await register(session).expect(200)).body).toMatchObject({ session: { marked: 0 } });
  });

  it('is closed to the venue after 11:59pm, and open to the link worker with the history kept', async () => {
    const { session, booking } = await running();
    await mark(session, [change(booking.id, 'did_not_come')]).expect(200);
    const yesterday = instantOf(addLocalDays(localDate(new Date()), -1), '14:00');
    await shiftSession(api.database.db, session.id, yesterday);
    const linkWorker = await api.as(cast.linkWorker);

    const closed = await mark(session, [change(booking.id, 'on_time')]).expect(409);
    expect(closed.body).toMatchObject({ type: '/problems/register/closed' });

    await mark(session, [change(booking.id, 'told_us')], linkWorker).expect(200);
    await register(session, linkWorker).expect(403);
    const codes = await api.database.db.query<{ code: string }[]>(
      `SELECT code FROM attendance WHERE booking_id = $1 ORDER BY recorded_at`,
      [booking.id],
    );
    expect(codes.map(({ code }) => code)).toEqual(['did_not_come', 'told_us']);
  });

  it('refuses times and periods that are none', async () => {
    const { session } = await running();
    const move = (times: object) =>
      venue.post(`/sessions/${session.id}/move`, times).set('If-Match', '"1"');
    const startsAt = new Date(Date.now() + 60 * MINUTE).toISOString();

    await move({ startsAt: 'soon', endsAt: startsAt }).expect(400);
    const backwards = await move({ startsAt, endsAt: startsAt }).expect(422);
    await venue.post(`/sessions/${session.id}/move`, { startsAt, endsAt: startsAt }).expect(428);
    await venue.get('/sessions?from=2026-02-30').expect(422);
    await venue.get('/sessions?from=soon').expect(400);

    expect(backwards.body).toMatchObject({ errors: [{ pointer: '/endsAt' }] });
  });

  it('is no place for people who do not run the session', async () => {
    const { session } = await running();

    for (const person of [cast.referrer, cast.teamLead, cast.administrator, cast.auditor]) {
      await register(session, await api.as(person)).expect(403);
    }
  });
});
