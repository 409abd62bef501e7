/** Names and shapes of the HTTP contract while the generated types are not there. */
export type UUID = string;
export type Instant = string; /* 2026-11-22T10:00:00Z */
export type LocalDate = string; /* YYYY-MM-DD */
export type Role =
  'referrer' | 'link_worker' | 'team_lead' | 'venue_staff' | 'administrator' | 'auditor';
export interface SessionResponse {
  user: { id: UUID; displayName: string; email: string };
  membership: MembershipResponse;
  memberships: MembershipResponse[];
  permittedActions: string[];
  csrfToken: string;
  expiresAt: Instant;
  idleMinutes: number;
}
export interface MembershipResponse {
  id: UUID;
  role: Role;
  organisationId: UUID;
  organisationName: string;
  organisationKind: string;
}
export interface PatientFound {
  id: UUID;
  nhsNumber: string;
  givenName: string;
  familyName: string;
  preferredName: string | null;
  birthDate: LocalDate;
  mobilePhone: string | null;
  email: string | null;
  safeContact: SafeContact;
  openReferrals: {
    id: UUID;
    reference: string;
    providerName: string;
    linkWorkerName: string | null;
    submittedAt: Instant;
    status: string;
  }[];
}
export interface SafeContact {
  mayPhone: boolean;
  mayText: boolean;
  mayEmail: boolean;
  mayPost: boolean;
  mayLeaveMessage: boolean;
  safeFrom: string | null;
  safeTo: string | null /* 'HH:MM' */;
  codeWord: string | null;
  contactProhibited: boolean;
  preferredMethod: string | null;
}
export interface ContactDetails {
  patientId: UUID;
  version: number;
  mobilePhone: string | null;
  homePhone: string | null;
  email: string | null;
  addressLines: string[];
  postcode: string | null;
  safeContact: SafeContact;
  recordedAt: Instant;
  recordedByName: string | null;
}
export interface CreateReferralRequest {
  patientId?: UUID;
  patient?: NewPatient;
  providerId: UUID;
  priority: '1' | '2';
  needCodes: string[];
  reason: string /* ≤500 */;
  risk: { status: 'no_known_risk' | 'risk_recorded'; detail?: string | null };
  safeguarding: boolean;
  contact: {
    mobilePhone?: string | null;
    homePhone?: string | null;
    email?: string | null;
    safeContact: SafeContactRequest;
  };
  consent: {
    referral: boolean;
    shareWithProvider: boolean;
    shareWithVenue: boolean;
    writeBackToGp: 'all' | 'codes_only' | 'none';
  };
  overrideReason?: string | null;
}
export type SafeContactRequest = SafeContact; // safeFrom.. optional
export interface NewPatient {
  nhsNumber?: string | null;
  nhsNumberAbsentReason?: string | null;
  givenName: string;
  familyName: string;
  preferredName?: string | null;
  birthDate: LocalDate;
  gender?: string | null;
  ethnicity?: string | null;
  language?: string;
  interpreterRequired?: boolean;
  writtenFormat?: string | null;
  addressLines?: string[];
  postcode?: string | null;
  accessNeeds?: {
    code: string;
    detail?: string | null;
    shareWithVenue: boolean;
    venueWording?: string | null;
  }[];
}
export interface ReferralCreated {
  id: UUID;
  reference: string;
  status: string;
  patientId: UUID;
  providerName: string;
  contactBy: LocalDate;
  submittedAt: Instant;
  version: number;
}
export interface SentReferral {
  id: UUID;
  reference: string;
  patientName: string;
  submittedAt: Instant;
  status: string;
  providerName: string;
  linkWorkerName: string | null;
  lastEvent: { kind: string; at: Instant; data: object } | null;
}
export interface CaseloadPage {
  items: CaseloadRow[];
  counts: { late: number; today: number; week: number; open: number };
  nextCursor: string | null;
}
export interface CaseloadRow {
  id: UUID;
  reference: string;
  patientId: UUID;
  patientName: string;
  nhsNumber: string | null;
  status: string;
  priority: '1' | '2';
  needCodes: string[];
  nextStep: string;
  nextStepOn: LocalDate;
  nextSessionAt: Instant | null;
  practiceName: string;
  submittedAt: Instant;
  safeguarding: boolean;
  riskRecorded: boolean;
  version: number;
}
export interface NewReferralRow {
  id: UUID;
  reference: string;
  version: number;
  patientName: string;
  needCodes: string[];
  priority: '1' | '2';
  status: string;
  practiceName: string;
  submittedAt: Instant;
  waitWorkingDays: number;
  safeguarding: boolean;
  suggestion: {
    linkWorkerId: UUID;
    name: string;
    why: string[];
  } | null; /* why codes: lowest_open_caseload, knows_practice, room_on_caseload */
}
export interface ReferralDetail {
  id: UUID;
  reference: string;
  version: number;
  audience: 'referrer' | 'assigned' | 'lead' | 'colleague';
  status: string;
  priority: '1' | '2';
  needCodes: string[];
  submittedAt: Instant;
  practiceName: string;
  providerName: string;
  referrerName: string;
  linkWorker: { id: UUID; name: string } | null;
  nextStep: string | null;
  nextStepOn: LocalDate | null;
  nextSessionAt: Instant | null;
  reviewOn: LocalDate | null;
  closedAt: Instant | null;
  outcomeCode: string | null;
  permittedCommands: string[]; /* lifecycle commands + 'record_contact' | 'book' | 'cancel_booking' | 'change_contact_details' that the caller may do now */
  patient: {
    id: UUID;
    name: string;
    preferredName: string | null;
    /* colleague: nhsNumberEnding '719', ageYears instead of the next four */ nhsNumber?:
      string | null;
    nhsNumberAbsentReason?: string | null;
    birthDate?: LocalDate;
    mobilePhone?: string | null;
    homePhone?: string | null;
    email?: string | null;
    nhsNumberEnding?: string | null;
    ageYears?: number;
    language: string;
    interpreterRequired: boolean;
    diedOn?: LocalDate | null;
    safeContact?: SafeContact;
    accessNeeds?: {
      code: string;
      detail: string | null;
      shareWithVenue: boolean;
      venueWording: string | null;
    }[];
    version?: number;
  };
  reason?: string;
  risk?: { status: string; detail: string | null };
  safeguarding?: boolean;
  consents?: { kind: string; given: boolean; scope: string | null; recordedAt: Instant }[];
  contactDefaults?: { [outcome: string]: { nextStep: string; nextStepOn: LocalDate } }; // assigned, lead
  contactProposal?: { proposed: boolean; attempts: number; missing: string[] }; // giving-up policy: whether "unable to contact" is proposed
  bookings?: {
    id: UUID;
    version: number;
    status: 'booked' | 'cancelled';
    sessionId: UUID;
    activityName: string;
    venueName: string;
    startsAt: Instant;
    endsAt: Instant;
    attendance: string | null;
  }[];
  messages?: {
    id: UUID;
    rule: string;
    channel: string;
    dueAt: Instant;
    state: string;
    decision: string | null;
    stateAt: Instant;
  }[];
  timeline: TimelineEvent[];
  timelineCursor: string | null;
} // first 20, newest first
export interface TimelineEvent {
  id: UUID;
  at: Instant;
  kind: string;
  by: string | null;
  data: Record<string, unknown>;
  note?: string | null;
}
export interface MatchItem {
  sessionId: UUID;
  activityId: UUID;
  activityName: string;
  organisationName: string;
  venueName: string;
  startsAt: Instant;
  endsAt: Instant;
  places: number;
  freePlaces: number;
  attendanceMode: 'bookable' | 'drop_in';
  costPence: number | null;
  miles: number | null;
  accessFeatures: string[];
  score: number;
  why: Reason[];
  whyNot: Reason[];
  alreadyBooked: boolean;
}
export interface Reason {
  code: string;
  params: Record<string, string | number>;
} // why: need_matched{need}, near{miles}, free_places{count}, step_free, free_of_charge, language{language}; whyNot: far{miles}, full, not_step_free, cost{pence}, need_not_matched, unknown_access …
export interface BookingResponse {
  id: UUID;
  version: number;
  status: string;
  referralId: UUID;
  sessionId: UUID;
  activityName: string;
  venueName: string;
  startsAt: Instant;
  endsAt: Instant;
  reminders: {
    rule: string;
    channel: string;
    dueAt: Instant;
    state: string;
    decision: string | null;
  }[];
}
export interface AttentionItem {
  id: UUID;
  referralId: UUID;
  reference: string;
  patientName: string;
  rule: string;
  channel: string;
  state: 'failed' | 'expired' | 'not_sent' | 'unconfirmed';
  decision: string | null;
  dueAt: Instant;
  stateAt: Instant;
  activityName: string;
  startsAt: Instant;
  mobilePhone: string | null;
  mayPhone: boolean;
}
export interface VenueSession {
  id: UUID;
  version: number;
  activityName: string;
  venueName: string;
  startsAt: Instant;
  endsAt: Instant;
  places: number;
  booked: number;
  marked: number;
  status: 'scheduled' | 'cancelled';
  registerOpen: boolean;
}
export interface RegisterResponse {
  session: VenueSession;
  opensAt: Instant;
  editableUntil: Instant;
  editable: boolean;
  people: {
    bookingId: UUID;
    displayName: string;
    needToKnow: string[];
    mark:
      | 'on_time'
      | 'late'
      | 'late_not_seen'
      | 'told_us'
      | 'did_not_come'
      | 'cancelled_by_venue'
      | null;
    minutesLate: number | null;
  }[];
}
export interface AuditLine {
  id: UUID;
  at: Instant;
  actorName: string | null;
  actorRole: Role | null;
  organisationName: string | null;
  action: string;
  entity: string;
  entityId: UUID | null;
  reference: string | null;
  outcome: 'allowed' | 'denied';
  detail: Record<string, unknown> | null;
}
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  errors?: { pointer: string; code: string; detail: string }[];
}
export interface CodeListsResponse {
  lists: CodeList[];
}
export interface CodeList {
  id: string;
  version: number;
  title: string;
  values: { code: string; label: string; needsText: boolean; parentCode: string | null }[];
}
export interface ProvidersResponse {
  items: { id: UUID; name: string; phone: string | null; contactWithinWorkingDays: number }[];
}
export interface TeamResponse {
  items: {
    linkWorkerId: UUID;
    name: string;
    openCount: number;
    lateCount: number;
    newThisMonth: number;
    caseloadLimit: number | null;
  }[];
}
export interface Paged<T> {
  items: T[];
  nextCursor: string | null;
}
export interface MatchesResponse {
  person: { needCodes: string[]; hasPostcode: boolean; accessNeeds: string[] };
  items: MatchItem[];
}
export interface AllocationsResponse {
  allocated: { id: UUID; reference: string; status: string; version: number }[];
}
export interface AuditSearchRequest {
  nhsNumber?: string;
  reference?: string;
  patientId?: UUID;
  actorEmail?: string;
  from?: LocalDate;
  to?: LocalDate;
  actions?: string[];
  cursor?: string;
  limit?: number;
}
export interface AuditSearchResponse {
  items: AuditLine[];
  nextCursor: string | null;
  subject: { reference: string | null } | null;
}
export interface ListViewsResponse {
  items: {
    actorName: string;
    actorRole: Role;
    organisationName: string;
    day: LocalDate;
    times: number;
    action: string;
  }[];
}
export interface RecordContactRequest {
  mode: string;
  outcome: string;
  occurredAt?: Instant;
  minutes?: number;
  note?: string | null;
  noteShared: boolean;
  nextStep: string;
  nextStepOn: LocalDate;
}
export interface TransitionRequest {
  command: string;
  reasonCode?: string;
  text?: string;
  until?: LocalDate;
  reviewOn?: LocalDate;
  redirectTo?: UUID;
}
export interface AttendanceRequest {
  changes: {
    changeId: UUID;
    bookingId: UUID;
    code: string;
    minutesLate?: number;
    markedAt: Instant;
  }[];
  sentAt: Instant;
}
export interface AttendanceResponse {
  applied: UUID[];
  register: RegisterResponse;
}
export type ContactDetailsRequest = Omit<
  ContactDetails,
  'recordedAt' | 'recordedByName' | 'patientId' | 'version'
> & { reason: string };
export interface CancelBookingRequest {
  reasonCode: string;
  text?: string;
}

type Reply<S extends number, T> = {
  [K in S]: { headers: Record<string, unknown>; content: { 'application/json': T } };
} & { 400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } } };
type NoReply = { 204: { headers: Record<string, unknown>; content?: never } } & {
  400: { headers: Record<string, unknown>; content: { 'application/problem+json': Problem } };
};
type Params<P = never, Q = never, H = never> = { query?: Q; header?: H; path?: P; cookie?: never };
interface IfMatch {
  'If-Match': string;
}
interface Key {
  'Idempotency-Key': string;
}
interface Body<B> {
  required: true;
  content: { 'application/json': B };
}
interface Id {
  id: UUID;
}
interface Page {
  cursor?: string;
  limit?: number;
}

export interface paths {
  '/session': {
    get: { parameters: Params; responses: Reply<200, SessionResponse> };
    post: {
      parameters: Params;
      requestBody: Body<{ email: string; password: string }>;
      responses: Reply<200, SessionResponse>;
    };
    delete: { parameters: Params; responses: NoReply };
  };
  '/session/membership': {
    put: {
      parameters: Params;
      requestBody: Body<{ membershipId: UUID }>;
      responses: Reply<200, SessionResponse>;
    };
  };
  '/code-lists': {
    get: { parameters: Params<never, { ids: string[] }>; responses: Reply<200, CodeListsResponse> };
  };
  '/patients/find': {
    post: {
      parameters: Params;
      requestBody: Body<{ nhsNumber: string }>;
      responses: Reply<200, { patient: PatientFound | null }>;
    };
  };
  '/patients/{id}/contact': {
    get: { parameters: { path: Id }; responses: Reply<200, ContactDetails> };
    put: {
      parameters: { path: Id; header: IfMatch };
      requestBody: Body<ContactDetailsRequest>;
      responses: Reply<200, ContactDetails>;
    };
  };
  '/providers': { get: { parameters: Params; responses: Reply<200, ProvidersResponse> } };
  '/referrals': {
    post: {
      parameters: { header: Key };
      requestBody: Body<CreateReferralRequest>;
      responses: Reply<201, ReferralCreated>;
    };
  };
  '/referrals/sent': {
    get: { parameters: Params<never, Page>; responses: Reply<200, Paged<SentReferral>> };
  };
  '/referrals/caseload': {
    get: {
      parameters: Params<
        never,
        Page & { status?: string[]; need?: string[]; due?: string; linkWorkerId?: UUID }
      >;
      responses: Reply<200, CaseloadPage>;
    };
  };
  '/referrals/caseload/search': {
    post: {
      parameters: Params;
      requestBody: Body<{
        q: string;
        status?: string[];
        need?: string[];
        due?: string;
        cursor?: string;
        linkWorkerId?: UUID;
      }>;
      responses: Reply<200, CaseloadPage>;
    };
  };
  '/referrals/new': {
    get: { parameters: Params<never, Page>; responses: Reply<200, Paged<NewReferralRow>> };
  };
  '/team': { get: { parameters: Params; responses: Reply<200, TeamResponse> } };
  '/referrals/allocations': {
    post: {
      parameters: { header: Key };
      requestBody: Body<{
        linkWorkerId: UUID;
        referrals: { id: UUID; version: number }[];
        overrideLimit?: boolean;
      }>;
      responses: Reply<200, AllocationsResponse>;
    };
  };
  '/referrals/{id}': { get: { parameters: { path: Id }; responses: Reply<200, ReferralDetail> } };
  '/referrals/{id}/timeline': {
    get: { parameters: { path: Id; query?: Page }; responses: Reply<200, Paged<TimelineEvent>> };
  };
  '/referrals/{id}/contacts': {
    post: {
      parameters: { path: Id; header: IfMatch & Key };
      requestBody: Body<RecordContactRequest>;
      responses: Reply<201, ReferralDetail>;
    };
  };
  '/referrals/{id}/transitions': {
    post: {
      parameters: { path: Id; header: IfMatch };
      requestBody: Body<TransitionRequest>;
      responses: Reply<200, ReferralDetail>;
    };
  };
  '/referrals/{id}/matches': {
    get: {
      parameters: {
        path: Id;
        query?: {
          needs?: string[];
          days?: number[];
          withinMiles?: number;
          freePlacesOnly?: boolean;
          stepFree?: boolean;
        };
      };
      responses: Reply<200, MatchesResponse>;
    };
  };
  '/referrals/{id}/bookings': {
    post: {
      parameters: { path: Id; header: Key };
      requestBody: Body<{ sessionId: UUID }>;
      responses: Reply<201, BookingResponse>;
    };
  };
  '/bookings/{id}/cancellation': {
    post: {
      parameters: { path: Id; header: IfMatch };
      requestBody: Body<CancelBookingRequest>;
      responses: Reply<200, BookingResponse>;
    };
  };
  '/messages/attention': {
    get: { parameters: Params<never, Page>; responses: Reply<200, Paged<AttentionItem>> };
  };
  '/messages/{id}/handled': {
    post: { parameters: { path: Id }; responses: Reply<200, { id: UUID; handledAt: Instant }> };
  };
  '/sessions': {
    get: {
      parameters: Params<never, { from?: LocalDate; to?: LocalDate }>;
      responses: Reply<200, Paged<VenueSession>>;
    };
  };
  '/sessions/{id}/register': {
    get: { parameters: { path: Id }; responses: Reply<200, RegisterResponse> };
  };
  '/sessions/{id}/attendance': {
    post: {
      parameters: { path: Id };
      requestBody: Body<AttendanceRequest>;
      responses: Reply<200, AttendanceResponse>;
    };
  };
  '/audit/search': {
    post: {
      parameters: Params;
      requestBody: Body<AuditSearchRequest>;
      responses: Reply<200, AuditSearchResponse>;
    };
  };
  '/audit/list-views': {
    post: {
      parameters: Params;
      requestBody: Body<{
        nhsNumber?: string;
        reference?: string;
        from?: LocalDate;
        to?: LocalDate;
      }>;
      responses: Reply<200, ListViewsResponse>;
    };
  };
}
