import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { shiftSession } from '#test/support/bookings.js';
import { aSceneWithCanaries, CANARIES, canariesIn, type Canary } from '#test/support/canaries.js';
import { newContactDetails, OPERATIONS } from '#test/support/operations.js';
import { type Scene, versionOf } from '#test/support/scene.js';
import type { Cast } from '#test/support/world.js';
import type { Person } from '#test/support/world-people.js';
import { inTwoWeeks } from '#test/support/requests.js';

const EVERYTHING = Object.keys(CANARIES) as Canary[];

describe('what an answer of the API holds of a person', () => {
  let api: TestApi;
  let cast: Cast;
  let scene: Scene;
  let link: Caller;

  beforeAll(async () => {
    api = await startTestApi();
    cast = await api.world.cast();
    scene = await aSceneWithCanaries(api.database.db, api.world, cast);
    link = await api.as(cast.linkWorker);
    await putWordsIntoTheHistory();
  });
  afterAll(() => api.close());

  /** Every step that takes free text leaves some, and the record is as it was afterwards. */
  async function putWordsIntoTheHistory(): Promise<void> {
    const { db } = api.database;
    const { referralId, bookingId, otherSessionId, patient } = scene;
    const change = async (body: object) =>
      link
        .post(`/referrals/${referralId}/transitions`, body)
        .set('If-Match', await versionOf(db, 'referral', referralId))
        .expect(200);
    await change({
      command: 'hold',
      reasonCode: 'other',
      text: CANARIES.holdText,
      until: inTwoWeeks(),
    });
    await change({ command: 'resume' });
    const { body: second } = await link
      .post(`/referrals/${referralId}/bookings`, { sessionId: otherSessionId })
      .expect(201);
    await link
      .post(`/bookings/${second.id}/cancellation`, {
        reasonCode: 'other',
        text: CANARIES.cancelText,
      })
      .set('If-Match', `"${second.version}"`)
      .expect(200);
    const { body: details } = await link.get(`/patients/${patient.id}/contact`).expect(200);
    const { patientId: _id, version, recordedAt: _at, recordedByName: _name, ...same } = details;
    await link
      .put(`/patients/${patient.id}/contact`, { ...same, reason: CANARIES.contactChange })
      .set('If-Match', `"${version}"`)
      .expect(200);
    await shiftSession(db, scene.sessionId, new Date());
    expect(await versionOf(db, 'booking', bookingId)).toBe('"1"');
  }

  const textOf = ({ headers, text }: Response): string => `${JSON.stringify(headers)}${text}`;

  /** Asks everything that changes nothing, of every operation, allowed or not. */
  async function everythingSeenBy(person: Person): Promise<Canary[]> {
    const caller = await api.as(person);
    const { db } = api.database;
    const reads = OPERATIONS.filter(({ name }) => name.startsWith('GET ') || LOOKS.has(name));
    const texts: string[] = [];
    for (const { send } of reads) texts.push(textOf(await send(caller, scene, db)));
    for (const search of [
      { nhsNumber: CANARIES.nhsNumber },
      { actorEmail: cast.linkWorker.email },
    ]) {
      texts.push(textOf(await caller.post('/audit/search', search)));
    }
    for (const q of [CANARIES.familyName, CANARIES.nhsNumber]) {
      const { membershipId: linkWorkerId } = cast.linkWorker;
      texts.push(textOf(await caller.post('/referrals/caseload/search', { q, linkWorkerId })));
    }
    return canariesIn(texts.join('\n'));
  }

  /** POSTs that only look: a term or a number never stands in an address. */
  const LOOKS = new Set([
    'POST /referrals/caseload/search',
    'POST /patients/find',
    'POST /audit/search',
    'POST /audit/list-views',
  ]);

  it('is everything for the link worker who has the referral, but what was only needed to make it', async () => {
    expect(await everythingSeenBy(cast.linkWorker)).toEqual(
      EVERYTHING.filter((canary) => canary !== 'overrideReason'),
    );
  });

  it('is as much for the team lead', async () => {
    expect(await everythingSeenBy(cast.teamLead)).toEqual(
      EVERYTHING.filter((canary) => canary !== 'overrideReason'),
    );
  });

  it('is for the practice that referred what it knows, and of what the service wrote only shared notes', async () => {
    const writtenByTheService: Canary[] = [
      'overrideReason',
      'unsharedNote',
      'holdText',
      'cancelText',
      'contactChange',
    ];

    expect(await everythingSeenBy(cast.referrer)).toEqual(
      EVERYTHING.filter((canary) => !writtenByTheService.includes(canary)),
    );
  });

  it('is for the practice not the sentence that says why a referral was a mistake', async () => {
    const patient = await api.world.patient(cast.practice);
    const { id } = await api.world.referral(cast, patient);
    await (
      await api.as(cast.teamLead)
    )
      .post(`/referrals/${id}/transitions`, { command: 'enter_in_error', text: CANARIES.holdText })
      .set('If-Match', '"1"')
      .expect(200);
    const referrer = await api.as(cast.referrer);

    const { body: sent } = await referrer.get('/referrals/sent').expect(200);
    const detail = await referrer.get(`/referrals/${id}`).expect(200);

    expect(sent.items[0]).toMatchObject({ id, lastEvent: { kind: 'referral.entered_in_error' } });
    expect(canariesIn(JSON.stringify(sent.items[0]) + detail.text)).toEqual([]);
  });

  it('is the name alone for a link worker who does not have the referral', async () => {
    expect(await everythingSeenBy(cast.colleague)).toEqual(['familyName']);
  });

  it.each([
    ['the venue', () => cast.venueStaff],
    ['an administrator', () => cast.administrator],
    ['an auditor', () => cast.auditor],
  ])('is nothing for %s', async (_who, person) => {
    expect(await everythingSeenBy(person())).toEqual([]);
  });

  it('is a first name, one letter and what the person agreed to tell for the venue', async () => {
    const { body } = await (
      await api.as(cast.venueStaff)
    )
      .get(`/sessions/${scene.sessionId}/register`)
      .expect(200);

    expect(body.people).toEqual([
      {
        bookingId: scene.bookingId,
        displayName: 'Margaret Q',
        needToKnow: ['Uses a wheelchair'],
        mark: null,
        minutesLate: null,
      },
    ]);
  });

  it('is the age and the last digits of the number for a link worker who does not have the referral', async () => {
    const { body } = await (
      await api.as(cast.colleague)
    )
      .get(`/referrals/${scene.referralId}`)
      .expect(200);

    expect(Object.keys(body.patient).sort()).toEqual([
      'ageYears',
      'id',
      'interpreterRequired',
      'language',
      'name',
      'nhsNumberEnding',
      'preferredName',
    ]);
    expect(body).toMatchObject({
      audience: 'colleague',
      patient: { nhsNumberEnding: '235' },
      permittedCommands: [],
      timeline: [],
    });
    for (const field of ['reason', 'risk', 'safeguarding', 'consent', 'bookings', 'messages']) {
      expect(body).not.toHaveProperty(field);
    }
  });

  it('is nothing in the answer to a change that is refused', async () => {
    const caller = await api.as(cast.linkWorker);
    const answers = [
      await caller
        .put(`/patients/${scene.patient.id}/contact`, newContactDetails())
        .set('If-Match', '"99"'),
      await caller.put(
        `/patients/${scene.patient.id}/contact`,
        newContactDetails({ email: CANARIES.codeWord }),
      ),
      await caller
        .post(`/referrals/${scene.referralId}/contacts`, {
          note: CANARIES.unsharedNote,
          mode: CANARIES.reason,
        })
        .set('If-Match', '"1"'),
      await (await api.as(cast.referrer)).post('/patients/find', { nhsNumber: '9990001230' }),
    ];

    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(canariesIn(textOf(answer))).toEqual([]);
    }
  });
});
