import createClient from 'openapi-fetch';
import type * as Draft from './draft-schema.js';

export type Role = Draft.Role;
export type Session = Draft.SessionResponse;
export type Membership = Draft.MembershipResponse;
export type Problem = Draft.Problem;
export type CodeList = Draft.CodeList;
export type PatientFound = Draft.PatientFound;
export type SafeContact = Draft.SafeContact;
export type ContactDetails = Draft.ContactDetails;
export type ContactDetailsRequest = Draft.ContactDetailsRequest;
export type Provider = Draft.ProvidersResponse['items'][number];
export type CreateReferralRequest = Draft.CreateReferralRequest;
export type NewPatient = Draft.NewPatient;
export type ReferralCreated = Draft.ReferralCreated;
export type SentReferral = Draft.SentReferral;
export type CaseloadPage = Draft.CaseloadPage;
export type CaseloadRow = Draft.CaseloadRow;
export type NewReferralRow = Draft.NewReferralRow;
export type TeamMember = Draft.TeamResponse['items'][number];
export type ReferralDetail = Draft.ReferralDetail;
export type TimelineEvent = Draft.TimelineEvent;
export type RecordContactRequest = Draft.RecordContactRequest;
export type MatchItem = Draft.MatchItem;
export type Matches = Draft.MatchesResponse;
export type MatchReason = Draft.Reason;
export type Booking = Draft.BookingResponse;
export type AttentionItem = Draft.AttentionItem;
export type VenueSession = Draft.VenueSession;
export type Register = Draft.RegisterResponse;
export type AttendanceChange = Draft.AttendanceRequest['changes'][number];
export type AuditSearch = Draft.AuditSearchRequest;
export type AuditLine = Draft.AuditLine;
export type ListView = Draft.ListViewsResponse['items'][number];

export type ApiClient = ReturnType<typeof createApiClient>;

export interface ApiClientOptions {
  readonly baseUrl: string;
  /** Proof that a change comes from this client; the answer of the session routes carries it. */
  readonly csrfToken: () => string | undefined;
  /** Told of every answer, so that the end of a session is seen wherever it shows first. */
  readonly onResponse?: (response: Response, request: Request) => void;
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** A typed client of the API; every path, header and body is checked against `openapi.json`. */
export function createApiClient(options: ApiClientOptions) {
  const client = createClient<Draft.paths>({
    baseUrl: options.baseUrl,
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    querySerializer: { array: { style: 'form', explode: true } },
  });
  client.use({
    onRequest: ({ request }) => {
      const token = options.csrfToken();
      if (request.method !== 'GET' && token) request.headers.set('X-CSRF-Token', token);
    },
    onResponse: ({ response, request }) => options.onResponse?.(response, request),
  });
  return client;
}

/** An error response, thrown so that callers handle one kind of failure only. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }

  /** The stable code behind `type`, for example `referral/open-episode`. */
  get code(): string {
    return this.problem.type.replace(/^.*\/problems\//, '');
  }
}

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

const isProblem = (error: unknown): error is Problem =>
  typeof error === 'object' && error !== null && 'type' in error && 'status' in error;

function problemOf({ error, response }: Answer<unknown>): Problem {
  if (isProblem(error)) return error;
  return { type: 'about:blank', title: 'The service did not answer', status: response.status };
}

/**
 * The body of an answer.
 * @throws ProblemError when the API refused
 */
export function bodyOf<T>(answer: Answer<T>): T {
  if (answer.data === undefined) throw new ProblemError(problemOf(answer));
  return answer.data;
}

/**
 * For answers without a body.
 * @throws ProblemError when the API refused
 */
export function expectDone(answer: Answer<unknown>): void {
  if (!answer.response.ok) throw new ProblemError(problemOf(answer));
}

/** The header value that says which version a change was made from. */
export const ifMatch = (version: number): string => `"${version}"`;
