import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatDate } from '#domain/shared/london-time.js';
import type { HostedService } from '#platform/embedded/child-host.js';
import type { MailCatcherAddresses } from '#platform/embedded/mail-catcher.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { shiftSession } from '#test/support/bookings.js';
import { startTestMailCatcher } from '#test/support/mail-catcher.js';
import { aContact, aMark } from '#test/support/operations.js';
import { mailTo, makeDue } from '#test/support/reminders.js';
import { aNewPatient, aReferralRequest, reach } from '#test/support/requests.js';
import { waitFor } from '#test/support/wait-for.js';
import { TestWorker } from '#test/support/worker.js';
import { type Cast, nextNhsNumber, type TestSession } from '#test/support/world.js';

/**
 * One person's way through everything, over HTTP alone, with the real worker on a real queue: each
 * step uses only what the step before was answered. Time is the one thing that the test moves.
 */
describe('a person, from their GP to a garden and back', () => {
  let api: TestApi;
  let catcher: HostedService<MailCatcherAddresses>;
  let worker: TestWorker;
  let cast: Cast;
  let garden: TestSession;
  let gp: Caller;
  let lead: Caller;
  let linkWorker: Caller;
  let venue: Caller;
  let administrator: Caller;
  const nhsNumber = nextNhsNumber();
  const email = `garden-${randomUUID()}@example.org`;
  let referralPath: string;
  let bookingId: string;

  beforeAll(async () => {
    [api, catcher] = await Promise.all([startTestApi(), startTestMailCatcher()]);
    cast = await api.world.cast();
    garden = await api.world.session(cast.venue, {
      startsInHours: 96,
      activityName: 'Greenhouse morning',
    });
    [gp, lead, linkWorker, venue, administrator] = await Promise.all([
      api.as(cast.referrer),
      api.as(cast.teamLead),
      api.as(cast.linkWorker),
      api.as(cast.venueStaff),
      api.as(cast.administrator),
    ]);
    worker = await TestWorker.start({
      databaseUrl: api.database.url,
      redisUrl: api.config.redisUrl,
      queuePrefix: `test-${randomUUID()}`,
      smtpUrl: catcher.address.smtpUrl,
      smtpLookupUrl: catcher.address.lookupUrl,
    });
  });
  afterAll(async () => {
    await worker.end();
    await catcher.stop();
    await api.close();
  });

  it('is referred by the GP', async () => {
    await gp
      .post('/patients/find', { nhsNumber })
      .expect(200)
      .expect(({ body }) => expect(body.patient).toBeNull());
    const { body: providers } = await gp.get('/providers').expect(200);
    expect(providers.items).toMatchObject([{ id: cast.provider.id }]);

    const { body, headers } = await gp
      .post(
        '/referrals',
        aReferralRequest(
          cast,
          { id: '', nhsNumber, email },
          {
            patientId: undefined,
            patient: aNewPatient(nhsNumber),
            contact: { ...reach, email, safeContact: { ...reach.safeContact, mayEmail: true } },
            risk: { status: 'risk_recorded', detail: 'Unsteady on wet ground.' },
          },
        ),
      )
      .expect(201);

    referralPath = String(headers['location']).replace('/api/v1', '');
    expect(body).toMatchObject({ status: 'submitted', providerName: cast.provider.name });
  });

  it('is given to a link worker by the team lead, who is told who has room', async () => {
    const { body: waiting } = await lead.get('/referrals/new').expect(200);
    const [referral] = waiting.items;
    expect(waiting.items).toHaveLength(1);
    expect(referral).toMatchObject({ waitWorkingDays: 0, suggestion: { why: expect.any(Array) } });
    const { body: team } = await lead.get('/team').expect(200);
    const names = team.items.map(({ linkWorkerId }: { linkWorkerId: string }) => linkWorkerId);
    expect(names).toContain(cast.linkWorker.membershipId);

    const { body } = await lead
      .post('/referrals/allocations', {
        linkWorkerId: cast.linkWorker.membershipId,
        referrals: [{ id: referral.id, version: referral.version }],
      })
      .expect(200);

    expect(body.allocated).toMatchObject([{ id: referral.id, status: 'allocated' }]);
  });

  it('is phoned by the link worker, who writes one note for the practice and one for themselves', async () => {
    const { body: caseload } = await linkWorker.get('/referrals/caseload').expect(200);
    expect(caseload.items).toMatchObject([{ nextStep: 'first_contact', riskRecorded: true }]);
    const record = async (body: object): Promise<void> => {
      const { headers } = await linkWorker.get(referralPath).expect(200);
      await linkWorker
        .post(`${referralPath}/contacts`, body)
        .set('If-Match', String(headers['etag']))
        .expect(201);
    };

    await record(aContact({ outcome: 'left_message', note: 'Her sister answered.' }));
    await record(
      aContact({
        outcome: 'spoke',
        note: 'Would like to garden.',
        noteShared: true,
        nextStep: 'arrange_activity',
      }),
    );

    const { body } = await linkWorker.get(referralPath).expect(200);
    expect(body).toMatchObject({ status: 'engaged', nextStep: 'arrange_activity' });
    expect(body.permittedCommands).toContain('book');
  });

  it('is found a morning in the garden, booked on it, and reminded', async () => {
    const { body: found } = await linkWorker.get(`${referralPath}/matches`).expect(200);
    const [match] = found.items;
    expect(match).toMatchObject({
      sessionId: garden.id,
      activityName: 'Greenhouse morning',
      alreadyBooked: false,
    });
    expect(match.why.length).toBeGreaterThan(0);

    const { body: booking } = await linkWorker
      .post(`${referralPath}/bookings`, { sessionId: match.sessionId })
      .expect(201);

    bookingId = booking.id;
    expect(booking.reminders.map(({ state }: { state: string }) => state)).toEqual(['due', 'due']);
    const [reminder] = await api.database.db.query<{ id: string }[]>(
      `SELECT id FROM message WHERE booking_id = $1 ORDER BY due_at LIMIT 1`,
      [bookingId],
    );
    await makeDue(api.database.db, reminder?.id ?? '');
    const [mail] = await waitFor('the reminder', async () => {
      const arrived = await mailTo(catcher.address, email);
      return arrived.length > 0 && arrived;
    });
    expect(mail?.subject).toContain(formatDate(garden.startsAt));
    for (const word of ['loneliness', 'company', 'Unsteady', nhsNumber]) {
      expect(`${mail?.subject} ${mail?.text}`).not.toContain(word);
    }
    await waitFor('the reminder on the referral', async () => {
      const { body } = await linkWorker.get(referralPath);
      return body.messages.some(({ state }: { state: string }) => state === 'sent');
    });
  });

  it('is on the register of the venue by a first name, and comes', async () => {
    await shiftSession(api.database.db, garden.id, new Date());
    const { body: register } = await venue.get(`/sessions/${garden.id}/register`).expect(200);
    expect(register.people).toEqual([
      {
        bookingId,
        displayName: 'Margaret O',
        needToKnow: ['Uses a wheelchair'],
        mark: null,
        minutesLate: null,
      },
    ]);

    const { body } = await venue
      .post(
        `/sessions/${garden.id}/attendance`,
        aMark(bookingId, { code: 'late', minutesLate: 10 }),
      )
      .expect(200);

    expect(body.register.people).toMatchObject([{ mark: 'late', minutesLate: 10 }]);
  });

  it('is seen by the GP to have come, with what was shared and nothing else', async () => {
    const { body: sent } = await gp.get('/referrals/sent').expect(200);
    expect(sent.items).toMatchObject([
      { linkWorkerName: cast.linkWorker.displayName, lastEvent: { kind: 'attendance.recorded' } },
    ]);

    const { body, text } = await gp.get(referralPath).expect(200);

    expect(body.bookings).toMatchObject([
      { activityName: 'Greenhouse morning', attendance: 'late', status: 'booked' },
    ]);
    expect(text).toContain('Would like to garden.');
    expect(text).not.toContain('Her sister answered.');
    expect(body).not.toHaveProperty('messages');
  });

  it('is in the audit, step by step, with who it was', async () => {
    const { body } = await administrator
      .post('/audit/search', { nhsNumber, limit: 100 })
      .expect(200);
    const steps = body.items
      .map(({ action, actorRole }: Record<string, string>) => `${actorRole ?? 'worker'} ${action}`)
      .reverse();

    const inOrder = [
      'referrer referral.created',
      'team_lead referral.changed',
      'link_worker referral.read',
      'link_worker contact.recorded',
      'link_worker match.read',
      'link_worker booking.created',
      'worker message.sent',
      'venue_staff register.marked',
      'referrer referral.read',
    ];
    let from = 0;
    for (const step of inOrder) {
      const found = steps.indexOf(step, from);
      expect([step, found >= from, steps]).toEqual([step, true, steps]);
      from = found + 1;
    }
    for (const text of ['Margaret', 'Unsteady', 'garden', nhsNumber]) {
      expect(JSON.stringify(body)).not.toContain(text);
    }
  });
});
