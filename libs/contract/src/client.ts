import createClient from 'openapi-fetch';
import type { components, paths } from './schema.js';

type Schemas = components['schemas'];

export type Role = Schemas['MembershipResponse']['role'];
export type Session = Schemas['SessionResponse'];
export type Membership = Schemas['MembershipResponse'];
export type Problem = Omit<Schemas['ProblemResponse'], 'instance'> & { readonly instance?: string };
export type CodeList = Schemas['CodeListResponse'];
export type CodeLists = Schemas['CodeListsResponse'];
export type PatientFound = Schemas['FoundPatientResponse'];
export type SafeContact = Schemas['SafeContactResponse'];
export type ContactDetails = Schemas['ContactDetailsResponse'];
export type ContactDetailsRequest = Schemas['ContactDetailsRequest'];
export type Provider = Schemas['ProviderResponse'];
export type CreateReferralRequest = Schemas['CreateReferralRequest'];
export type NewPatient = Schemas['NewPatientRequest'];
export type ReferralCreated = Schemas['ReferralCreatedResponse'];
export type ReferralStatus = Schemas['ReferralDetailResponse']['status'];
export type SentReferral = Schemas['SentReferralResponse'];
export type SentReferralPage = Schemas['SentReferralPageResponse'];
export type CaseloadPage = Schemas['CaseloadPageResponse'];
export type CaseloadRow = Schemas['CaseloadRowResponse'];
export type NewReferral = Schemas['NewReferralResponse'];
export type NewReferralPage = Schemas['NewReferralPageResponse'];
export type TeamMember = Schemas['TeamMemberResponse'];
export type ReferralDetail = Schemas['ReferralDetailResponse'];
export type ReferralBooking = Schemas['ReferralBookingResponse'];
export type ReferralMessage = Schemas['ReferralMessageResponse'];
export type TimelineEvent = Schemas['TimelineEventResponse'];
export type TimelinePage = Schemas['TimelinePageResponse'];
export type TransitionRequest = Schemas['TransitionRequest'];
export type ContactRequest = Schemas['ContactRequest'];
export type Match = Schemas['MatchResponse'];
export type Matches = Schemas['MatchesResponse'];
export type MatchReason = Schemas['MatchReasonResponse'];
export type Booking = Schemas['BookingResponse'];
export type BookingCancellation = Schemas['BookingCancellationRequest'];
export type AttentionItem = Schemas['AttentionItemResponse'];
export type AttentionPage = Schemas['AttentionPageResponse'];
export type Message = Schemas['ReminderResponse'];
export type VenueSession = Schemas['VenueSessionResponse'];
export type Register = Schemas['RegisterResponse'];
export type AttendanceChange = Schemas['AttendanceChangeRequest'];
export type AttendanceReceipt = Schemas['AttendanceResponse'];
export type AuditSearch = Schemas['AuditSearchRequest'];
export type AuditLine = Schemas['AuditLineResponse'];
export type AuditPage = Schemas['AuditPageResponse'];
export type ListView = Schemas['ListViewResponse'];

const PREFIX = '/api/v1';

/** The paths of the contract without the prefix that all of them share. */
type Paths = {
  [Path in keyof paths as Path extends `${typeof PREFIX}${infer Rest}` ? Rest : never]: paths[Path];
};

export type ApiClient = ReturnType<typeof createApiClient>;

export interface ApiClientOptions {
  /** Where the API is, such as `https://trellis.example.org`; the prefix is added here. */
  readonly origin: string;
  /** Proof that a change comes from this client; the answer of the session routes carries it. */
  readonly csrfToken: () => string | undefined;
  /** Told of every answer, so that the end of a session is seen wherever it shows first. */
  readonly onResponse?: (response: Response, request: Request) => void;
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** A typed client of the API; every path, header and body is checked against `openapi.json`. */
export function createApiClient(options: ApiClientOptions) {
  const client = createClient<Paths>({
    baseUrl: `${options.origin}${PREFIX}`,
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

  /** The stable code behind `type`, for example `referral/open-referral-exists`. */
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
