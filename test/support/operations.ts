import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Response } from 'supertest';
import type { Caller } from './api.js';
import { aNewPatient, aReferralRequest, reach, safeContact } from './requests.js';
import { type Scene, versionOf } from './scene.js';
import { nextNhsNumber } from './world.js';

/** An operation of the API with a request that is right in every way for the scene it is about. */
export interface Operation {
  readonly name: string;
  /** It names a record in its address, which may be somebody else's. */
  readonly byId: boolean;
  send(caller: Caller, scene: Scene, db: DataSource): PromiseLike<Response>;
}

type Send = Operation['send'];

const plain = (name: string, send: Send): Operation => ({ name, byId: false, send });
const byId = (name: string, send: Send): Operation => ({ name, byId: true, send });

const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

export const aContact = (overrides: object = {}): object => ({
  mode: 'phone',
  outcome: 'no_answer',
  noteShared: false,
  nextStep: 'call_again',
  nextStepOn: tomorrow(),
  ...overrides,
});

export const newContactDetails = (overrides: object = {}): object => ({
  mobilePhone: '07700 900456',
  email: 'margaret.new@example.org',
  safeContact,
  addressLines: ['14 Iffley Road'],
  postcode: 'OX4 1BD',
  reason: 'Moved next door.',
  ...overrides,
});

export const aMark = (bookingId: string, overrides: object = {}): object => ({
  sentAt: new Date().toISOString(),
  changes: [
    {
      changeId: randomUUID(),
      bookingId,
      code: 'on_time',
      markedAt: new Date().toISOString(),
      ...overrides,
    },
  ],
});

/** Every operation of the contract but those that end or change the caller's own session. */
export const OPERATIONS: readonly Operation[] = [
  plain('GET /session', (caller) => caller.get('/session')),
  plain('GET /code-lists', (caller) => caller.get('/code-lists')),
  plain('GET /providers', (caller) => caller.get('/providers')),
  plain('GET /team', (caller) => caller.get('/team')),
  plain('GET /sessions', (caller) => caller.get('/sessions')),
  plain('GET /messages/attention', (caller) => caller.get('/messages/attention')),
  plain('GET /referrals/caseload', (caller, { cast }) =>
    caller.get(`/referrals/caseload?linkWorkerId=${cast.linkWorker.membershipId}`),
  ),
  plain('POST /referrals/caseload/search', (caller, { cast }) =>
    caller.post('/referrals/caseload/search', {
      q: 'Okafor',
      linkWorkerId: cast.linkWorker.membershipId,
    }),
  ),
  plain('GET /referrals/new', (caller) => caller.get('/referrals/new')),
  plain('GET /referrals/sent', (caller) => caller.get('/referrals/sent')),
  plain('POST /referrals', (caller, { cast }) =>
    caller.post(
      '/referrals',
      aReferralRequest(
        cast,
        { id: '', nhsNumber: '', email: null },
        { patientId: undefined, patient: aNewPatient(nextNhsNumber()), contact: reach },
      ),
    ),
  ),
  plain('POST /referrals/allocations', async (caller, { cast, referralId }, db) =>
    caller.post('/referrals/allocations', {
      linkWorkerId: cast.colleague.membershipId,
      referrals: [
        {
          id: referralId,
          version: Number((await versionOf(db, 'referral', referralId)).slice(1, -1)),
        },
      ],
    }),
  ),
  plain('POST /patients/find', (caller, { patient }) =>
    caller.post('/patients/find', { nhsNumber: patient.nhsNumber }),
  ),
  plain('POST /audit/search', (caller, { patient }) =>
    caller.post('/audit/search', { patientId: patient.id }),
  ),
  plain('POST /audit/list-views', (caller, { patient }) =>
    caller.post('/audit/list-views', { patientId: patient.id }),
  ),
  byId('GET /referrals/{id}', (caller, { referralId }) => caller.get(`/referrals/${referralId}`)),
  byId('GET /referrals/{id}/timeline', (caller, { referralId }) =>
    caller.get(`/referrals/${referralId}/timeline`),
  ),
  byId('GET /referrals/{id}/matches', (caller, { referralId }) =>
    caller.get(`/referrals/${referralId}/matches`),
  ),
  byId('POST /referrals/{id}/contacts', async (caller, { referralId }, db) =>
    caller
      .post(`/referrals/${referralId}/contacts`, aContact())
      .set('If-Match', await versionOf(db, 'referral', referralId)),
  ),
  byId('POST /referrals/{id}/bookings', (caller, { referralId, otherSessionId }) =>
    caller.post(`/referrals/${referralId}/bookings`, { sessionId: otherSessionId }),
  ),
  byId('POST /referrals/{id}/transitions', async (caller, { referralId }, db) =>
    caller
      .post(`/referrals/${referralId}/transitions`, {
        command: 'withdraw',
        reasonCode: 'person_asked',
      })
      .set('If-Match', await versionOf(db, 'referral', referralId)),
  ),
  byId('GET /patients/{id}/contact', (caller, { patient }) =>
    caller.get(`/patients/${patient.id}/contact`),
  ),
  byId('PUT /patients/{id}/contact', async (caller, { patient }, db) =>
    caller
      .put(`/patients/${patient.id}/contact`, newContactDetails())
      .set('If-Match', await versionOf(db, 'patient', patient.id)),
  ),
  byId('POST /bookings/{id}/cancellation', async (caller, { bookingId }, db) =>
    caller
      .post(`/bookings/${bookingId}/cancellation`, { reasonCode: 'person_unwell' })
      .set('If-Match', await versionOf(db, 'booking', bookingId)),
  ),
  byId('POST /bookings/{id}/move', async (caller, { bookingId, otherSessionId }, db) =>
    caller
      .post(`/bookings/${bookingId}/move`, { sessionId: otherSessionId })
      .set('If-Match', await versionOf(db, 'booking', bookingId)),
  ),
  byId('POST /messages/{id}/handled', (caller, { messageId }) =>
    caller.post(`/messages/${messageId}/handled`),
  ),
  byId('GET /sessions/{id}/register', (caller, { sessionId }) =>
    caller.get(`/sessions/${sessionId}/register`),
  ),
  byId('POST /sessions/{id}/attendance', (caller, { sessionId, bookingId }) =>
    caller.post(`/sessions/${sessionId}/attendance`, aMark(bookingId)),
  ),
  byId('POST /sessions/{id}/move', async (caller, { sessionId }, db) =>
    caller
      .post(`/sessions/${sessionId}/move`, { startsAt: inHours(140), endsAt: inHours(141) })
      .set('If-Match', await versionOf(db, 'session', sessionId)),
  ),
  byId('POST /sessions/{id}/cancellation', async (caller, { sessionId }, db) =>
    caller
      .post(`/sessions/${sessionId}/cancellation`, { reason: 'The greenhouse is flooded.' })
      .set('If-Match', await versionOf(db, 'session', sessionId)),
  ),
];
