import { randomUUID } from 'node:crypto';
import { checkDigitOf } from './nhs-numbers.js';
import type { Role } from '#domain/access/role.js';
import { isAllocatedStatus, isTerminal, type ReferralStatus } from '#domain/referrals/referral.js';
import { newId } from '#platform/ids/uuid.js';
import type { DataSource } from 'typeorm';
import { anOrganisation, aPerson, type Organisation, type Person, unique } from './world-people.js';

/** One practice, one link worker service it refers to, one venue, and one person in every role. */
export interface Cast {
  readonly practice: Organisation;
  readonly provider: Organisation;
  readonly venue: Organisation;
  readonly referrer: Person;
  readonly linkWorker: Person;
  readonly colleague: Person;
  readonly teamLead: Person;
  readonly venueStaff: Person;
  readonly administrator: Person;
  readonly auditor: Person;
}

export interface PatientOverrides {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly preferredName?: string | null;
  readonly nhsNumber?: string;
  readonly email?: string | null;
  readonly mobilePhone?: string | null;
  readonly mayEmail?: boolean;
  readonly contactProhibited?: boolean;
  readonly codeWord?: string | null;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
}

export interface TestPatient {
  readonly id: string;
  readonly nhsNumber: string;
  readonly email: string | null;
}

export interface ReferralOverrides {
  readonly status?: ReferralStatus;
  readonly linkWorker?: Person | null;
  readonly needCodes?: readonly string[];
  readonly reason?: string;
  readonly nextStepOn?: string;
  readonly shareWithVenue?: boolean;
  readonly submittedAt?: Date;
}

export interface SessionOverrides {
  readonly places?: number;
  /** Hours from now; negative is past. */
  readonly startsInHours?: number;
  readonly startsAt?: Date;
  readonly minutes?: number;
  readonly activityId?: string;
  readonly needCodes?: readonly string[];
  readonly isDiscreet?: boolean;
  readonly activityName?: string;
}

export interface TestSession {
  readonly id: string;
  readonly activityId: string;
  readonly venueId: string;
  readonly startsAt: Date;
}

/** Valid records with their parents on a real database; a test names only what it is about. */
export class World {
  constructor(private readonly db: DataSource) {}

  async cast(): Promise<Cast> {
    const practice = await anOrganisation(this.db, 'gp_practice');
    const provider = await anOrganisation(this.db, 'link_worker_provider');
    const venue = await anOrganisation(this.db, 'venue_provider');
    await this.agreement(practice, provider);
    const make = (role: Role, at: Organisation): Promise<Person> => aPerson(this.db, role, at);
    return {
      practice,
      provider,
      venue,
      referrer: await make('referrer', practice),
      linkWorker: await make('link_worker', provider),
      colleague: await make('link_worker', provider),
      teamLead: await make('team_lead', provider),
      venueStaff: await make('venue_staff', venue),
      administrator: await make('administrator', provider),
      auditor: await make('auditor', provider),
    };
  }

  /** Practice and service work together: the one may refer to the other. */
  async agreement(practice: Organisation, provider: Organisation): Promise<void> {
    await this.db.query(
      `INSERT INTO service_agreement (id, practice_id, provider_id) VALUES ($1, $2, $3)`,
      [newId(), practice.id, provider.id],
    );
  }

  person(
    role: Role,
    at: Organisation,
    overrides: Parameters<typeof aPerson>[3] = {},
  ): Promise<Person> {
    return aPerson(this.db, role, at, overrides);
  }

  organisation(
    ...rest: Parameters<typeof anOrganisation> extends [unknown, ...infer Rest] ? Rest : never
  ): Promise<Organisation> {
    return anOrganisation(this.db, ...rest);
  }

  async patient(practice: Organisation, overrides: PatientOverrides = {}): Promise<TestPatient> {
    const id = newId();
    const patient = {
      nhsNumber: nextNhsNumber(),
      givenName: 'Margaret',
      familyName: 'Okafor',
      preferredName: null,
      email: `patient-${id}@example.org`,
      mobilePhone: '+447700900123',
      mayEmail: true,
      contactProhibited: false,
      codeWord: null,
      latitude: null,
      longitude: null,
      ...overrides,
    };
    const { nhsNumber, email, givenName, familyName, preferredName } = patient;
    await this.db.query(
      `INSERT INTO patient (id, nhs_number, given_name, family_name, preferred_name, birth_date, practice_id)
       VALUES ($1, $2, $3, $4, $5, '1951-03-14', $6)`,
      [id, nhsNumber, givenName, familyName, preferredName, practice.id],
    );
    const { mobilePhone, mayEmail, contactProhibited, codeWord, latitude, longitude } = patient;
    await this.db.query(
      `INSERT INTO patient_contact (id, patient_id, mobile_phone, email, preferred_method, may_email,
         contact_prohibited, code_word, latitude, longitude)
       VALUES ($1, $2, $3, $4, 'email', $5, $6, $7, $8, $9)`,
      [newId(), id, mobilePhone, email, mayEmail, contactProhibited, codeWord, latitude, longitude],
    );
    return { id, nhsNumber, email };
  }

  /** A referral in a status, with the consent it was sent with and the allocation it implies. */
  async referral(
    cast: Cast,
    patient: TestPatient,
    overrides: ReferralOverrides = {},
  ): Promise<{ id: string; version: number }> {
    const id = newId();
    const referral = {
      status: 'submitted' as ReferralStatus,
      linkWorker: cast.linkWorker,
      needCodes: ['loneliness'],
      reason: 'Wants company since her husband died.',
      nextStepOn: '2026-11-30',
      submittedAt: new Date(),
      shareWithVenue: true,
      ...overrides,
    };
    const worker = needsWorker(referral.status) ? referral.linkWorker : null;
    await this.insertReferral(cast, patient, id, referral, worker);
    await this.consent(cast, patient, id, referral.shareWithVenue);
    if (worker) {
      await this.db.query(
        `INSERT INTO allocation (id, referral_id, link_worker_id, allocated_by, allocated_at) VALUES ($1, $2, $3, $4, now())`,
        [newId(), id, worker.membershipId, cast.teamLead.membershipId],
      );
    }
    return { id, version: 1 };
  }

  private async insertReferral(
    cast: Cast,
    patient: TestPatient,
    id: string,
    referral: Required<Omit<ReferralOverrides, 'linkWorker'>>,
    worker: Person | null,
  ): Promise<void> {
    const { status, needCodes, reason, submittedAt, nextStepOn } = referral;
    await this.db.query(
      `INSERT INTO referral (id, patient_id, practice_id, provider_id, referrer_id, status, need_codes, reason, risk_status,
         share_choice, submitted_at, link_worker_id, allocated_at, next_step, next_step_on, closed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'no_known_risk', 'agreed', $9, $10, $11, $12, $13, $14)`,
      [
        id,
        patient.id,
        cast.practice.id,
        cast.provider.id,
        cast.referrer.membershipId,
        status,
        needCodes,
        reason,
        submittedAt,
        worker?.membershipId ?? null,
        worker && new Date(),
        worker && 'first_contact',
        worker && nextStepOn,
        isTerminal(status) ? new Date() : null,
      ],
    );
  }

  private async consent(
    cast: Cast,
    patient: TestPatient,
    referralId: string,
    shareWithVenue: boolean,
  ): Promise<void> {
    const granted = ['referral', 'share_with_provider'];
    await this.db.query(
      `INSERT INTO consent (id, patient_id, referral_id, granted, refused, write_back_scope, recorded_by)
       VALUES ($1, $2, $3, $4, $5, 'all', $6)`,
      [
        newId(),
        patient.id,
        referralId,
        shareWithVenue ? [...granted, 'share_with_venue'] : granted,
        shareWithVenue ? [] : ['share_with_venue'],
        cast.referrer.membershipId,
      ],
    );
  }

  async accessNeed(patient: TestPatient, code: string, venueWording: string | null): Promise<void> {
    await this.db.query(
      `INSERT INTO access_need (id, patient_id, code, share_with_venue, venue_wording) VALUES ($1, $2, $3, $4, $5)`,
      [newId(), patient.id, code, venueWording !== null, venueWording],
    );
  }

  /** A session of an activity at a venue of this organisation; the activity is made unless one is given. */
  async session(venue: Organisation, overrides: SessionOverrides = {}): Promise<TestSession> {
    const id = newId();
    const venueId = newId();
    const startsAt =
      overrides.startsAt ?? new Date(Date.now() + (overrides.startsInHours ?? 72) * 3_600_000);
    const endsAt = new Date(startsAt.getTime() + (overrides.minutes ?? 90) * 60_000);
    await this.db.query(
      `INSERT INTO venue (id, organisation_id, name, postcode, latitude, longitude, access_features)
       VALUES ($1, $2, $3, 'OX1 4AZ', 51.7506, -1.2487, '{step_free}')`,
      [venueId, venue.id, `Venue ${unique()}`],
    );
    const activityId = overrides.activityId ?? (await this.activity(venue, overrides));
    await this.db.query(
      `INSERT INTO session (id, activity_id, venue_id, organisation_id, starts_at, ends_at, local_date, places)
       VALUES ($1, $2, $3, $4, $5, $6, ($5::timestamptz AT TIME ZONE 'Europe/London')::date, $7)`,
      [id, activityId, venueId, venue.id, startsAt, endsAt, overrides.places ?? 12],
    );
    return { id, activityId, venueId, startsAt };
  }

  private async activity(venue: Organisation, overrides: SessionOverrides): Promise<string> {
    const id = newId();
    await this.db.query(
      `INSERT INTO activity (id, organisation_id, name, need_codes, is_discreet, contact_phone)
       VALUES ($1, $2, $3, $4, $5, '01632 960200')`,
      [
        id,
        venue.id,
        overrides.activityName ?? 'Greenhouse morning',
        overrides.needCodes ?? ['loneliness'],
        overrides.isDiscreet ?? false,
      ],
    );
    return id;
  }
}

const needsWorker = (status: ReferralStatus): boolean =>
  isAllocatedStatus(status) || isTerminal(status);

let nextNumber = 0;

/** An NHS number of the range that is never issued, each once in a process. */
export function nextNhsNumber(): string {
  for (;;) {
    nextNumber += 1;
    const digits = `999${String((Number.parseInt(randomUUID().slice(0, 5), 16) % 1000) * 1000 + (nextNumber % 1000)).padStart(6, '0')}`;
    const check = checkDigitOf(digits);
    if (check !== null) return `${digits}${check}`;
  }
}
