import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { parseNhsNumber } from '#domain/patients/nhs-number.js';
import { parseReference } from '#domain/referrals/reference.js';
import { DomainError, type FieldError } from '#domain/shared/domain-error.js';
import { addLocalDays, instantOf, isRealDate, localDate } from '#domain/shared/london-time.js';
import {
  type AuditPageRow,
  findSubject,
  type ListViewRow,
  membershipIdsOf,
  readAudit,
  readListViews,
} from '#persistence/audit/audit.queries.js';
import { AuditLog } from '#persistence/audit/audit-log.js';
import { DataSource } from 'typeorm';

/** What somebody asks of the trail. Days are local; without them the last 90 days are searched. */
export interface AuditSearch {
  readonly nhsNumber: string | null;
  readonly reference: string | null;
  readonly patientId: string | null;
  readonly actorEmail: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly actions: readonly string[] | null;
  readonly before: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
}

export interface AuditFound {
  readonly page: AuditPageRow;
  /** The person searched for; null when the search was not for one. */
  readonly subject: { readonly reference: string } | null;
}

const DAYS_SEARCHED = 90;
const MAX_DAYS = 366 * 10;

/** Who looked at what. Searching is itself on the trail. */
@Injectable()
export class SearchAuditService {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @throws DomainError `audit/search-invalid` (invalid) with the fields to put right
   * @throws DomainError `audit/subject-not-found` (not_found), also for people of other organisations
   */
  async search(actor: Actor, search: AuditSearch, requestId: string): Promise<AuditFound> {
    const range = rangeOf(search);
    const person = isOnlyById(search)
      ? { patientId: search.patientId, reference: null }
      : await this.subjectOf(actor, search);
    const actorIds = search.actorEmail ? await membershipIdsOf(this.db, search.actorEmail) : null;
    const page = await readAudit(
      this.db,
      {
        organisationId: actor.organisationId,
        patientId: person?.patientId ?? null,
        actorEmail: search.actorEmail,
        actions: search.actions,
        ...range,
        before: search.before,
        limit: search.limit,
      },
      actorIds,
    );
    const reference = person?.reference ?? page.subjectReference;
    if (person && reference === null) throw subjectNotFound();
    await this.record(actor, person, requestId);
    return { page, subject: reference === null ? null : { reference } };
  }

  /** @throws DomainError as `search` does, and when no person is named */
  async listViews(actor: Actor, search: AuditSearch, requestId: string): Promise<ListViewRow[]> {
    const range = rangeOf(search);
    const subject = await this.subjectOf(actor, search);
    if (!subject) throw refused('/nhsNumber', 'required', 'Enter an NHS number or a reference');
    const rows = await readListViews(this.db, actor.organisationId, subject.patientId, range);
    await this.record(actor, subject, requestId);
    return rows;
  }

  private async subjectOf(
    actor: Actor,
    search: AuditSearch,
  ): Promise<{ patientId: string; reference: string } | null> {
    const { nhsNumber, reference, patientId } = search;
    if (!nhsNumber && !reference && !patientId) return null;
    const by = {
      nhsNumber:
        nhsNumber &&
        parseOr(nhsNumber, parseNhsNumber, '/nhsNumber', 'Enter a 10 digit NHS number'),
      reference:
        reference &&
        parseOr(reference, parseReference, '/reference', 'Enter a reference, like SP-26000-0'),
      patientId,
    };
    const subject = await findSubject(this.db, actor.organisationId, by);
    if (!subject) throw subjectNotFound();
    return subject;
  }

  private record(
    actor: Actor,
    subject: { readonly patientId: string } | null,
    requestId: string,
  ): Promise<void> {
    return this.audit.record({
      actor,
      action: 'audit.searched',
      entity: 'audit',
      entityId: subject?.patientId ?? null,
      requestId,
    });
  }
}

function parseOr(
  value: string,
  parse: (text: string) => string | null,
  pointer: string,
  detail: string,
): string {
  const parsed = parse(value);
  if (parsed === null) throw refused(pointer, 'form', detail);
  return parsed;
}

interface Range {
  readonly from: Date;
  readonly to: Date;
}

/** The days that are searched when none are named: the same all day, so worked out once a day. */
let lastDays: { readonly madeAt: Date; readonly range: Range } | undefined;

function rangeOf(search: AuditSearch): Range {
  const named = search.from !== null || search.to !== null;
  const now = new Date();
  if (!named && lastDays && now >= lastDays.madeAt && now < lastDays.range.to)
    return lastDays.range;
  const range = rangeFrom(search, localDate(now));
  if (!named) lastDays = { madeAt: now, range };
  return range;
}

function rangeFrom({ from, to }: AuditSearch, today: string): Range {
  const last = to ?? today;
  const first = from ?? addLocalDays(isRealDate(last) ? last : today, -DAYS_SEARCHED);
  if (!isRealDate(first)) throw refused('/from', 'date_not_real', 'Enter a real first day');
  if (!isRealDate(last)) throw refused('/to', 'date_not_real', 'Enter a real last day');
  if (first > last)
    throw refused('/to', 'before_start', 'Enter a last day that is not before the first');
  if (addLocalDays(first, MAX_DAYS) < last)
    throw refused('/from', 'too_long', 'Search at most 10 years at once');
  return { from: instantOf(first, '00:00'), to: instantOf(addLocalDays(last, 1), '00:00') };
}

/** Somebody named by their id needs no looking up first: the page tells whether they concern the organisation. */
const isOnlyById = (search: AuditSearch): search is AuditSearch & { readonly patientId: string } =>
  search.patientId !== null && search.nhsNumber === null && search.reference === null;

const subjectNotFound = (): DomainError =>
  new DomainError(
    'not_found',
    'audit/subject-not-found',
    'Nobody with this number has a referral with your organisation.',
  );

function refused(pointer: string, code: string, detail: string): DomainError {
  const errors: FieldError[] = [{ pointer, code, detail }];
  return new DomainError(
    'invalid',
    'audit/search-invalid',
    'The search needs to be put right.',
    errors,
  );
}
