import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { type PersonToFit, type Place, scoreFit } from '#domain/directory/session-fit.js';
import { authorizeReferral, referralNotFound } from '#domain/referrals/referral-policy.js';
import { WEEKDAYS } from '#domain/shared/london-time.js';
import { AuditLog } from '#persistence/audit/audit-log.js';
import {
  type CandidateRow,
  type PersonToMatch,
  readPersonToMatch,
  readSessionCandidates,
} from '#persistence/directory/session-matches.queries.js';
import { DataSource } from 'typeorm';
import { type Match, matchOf } from './match-reasons.js';

/** What a link worker asks for beside what is known of the person. */
export interface MatchFilter {
  /** Null for the needs of the referral, where sessions for other needs are shown as well. */
  readonly needs: readonly string[] | null;
  /** Days of the week, Monday is 1. */
  readonly days: readonly number[] | null;
  readonly withinMiles: number | null;
  readonly freePlacesOnly: boolean;
  readonly stepFree: boolean;
}

export interface Matches {
  readonly person: {
    readonly needCodes: readonly string[];
    readonly hasPostcode: boolean;
    readonly accessNeeds: readonly string[];
  };
  readonly items: readonly Match[];
}

const MOST_MATCHES = 20;
const MILES_PER_DEGREE = 69;

@Injectable()
export class FindMatchesService {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Sessions of the next six weeks that fit a person, best first, each with why and why not.
   *
   * @throws DomainError `referral/not-found`, `referral/action-forbidden`
   * @throws DomainError `audit/unavailable` when the reading cannot be recorded
   */
  async find(
    actor: Actor,
    referralId: string,
    filter: MatchFilter,
    requestId: string | null,
  ): Promise<Matches> {
    const person = await readPersonToMatch(this.db, referralId);
    if (!person) throw referralNotFound();
    authorizeReferral(actor, 'find_match', person);
    const wanted = personToFit(person, filter);
    const candidates = await readSessionCandidates(this.db, {
      patientId: person.patientId,
      needs: wanted.needs,
      onlyNeeds: filter.needs !== null && filter.needs.length > 0,
      days: filter.days,
      within: boxAround(wanted.home, filter.withinMiles),
      near: wanted.home,
      freePlacesOnly: filter.freePlacesOnly,
      features: filter.stepFree ? ['step_free'] : [],
    });
    const { patientId, providerId, needCodes, hasPostcode, accessNeeds } = person;
    await this.audit.record({
      actor,
      action: 'match.read',
      entity: 'referral',
      entityId: referralId,
      patientId,
      providerId,
      requestId,
    });
    return {
      person: { needCodes, hasPostcode, accessNeeds },
      items: best(candidates, wanted, filter.withinMiles),
    };
  }
}

function personToFit(person: PersonToMatch, filter: MatchFilter): PersonToFit {
  const { latitude, longitude, language } = person;
  const features = filter.stepFree
    ? [...person.requiredFeatures, 'step_free']
    : person.requiredFeatures;
  return {
    needs: filter.needs?.length ? filter.needs : person.needCodes,
    birthDate: person.birthDate,
    home: latitude === null || longitude === null ? null : { latitude, longitude },
    maxMiles: filter.withinMiles,
    days: filter.days ? filter.days.flatMap((day) => WEEKDAYS[day - 1] ?? []) : null,
    requiredFeatures: [...new Set(features)],
    // Everything is in English unless it says otherwise: only another language tells sessions apart.
    language: language === 'en' ? null : language,
    maxCostPence: null,
  };
}

/** The square that holds the circle: cheap to search by, and the distance is judged exactly later. */
function boxAround(home: Place | null, miles: number | null) {
  if (home === null || miles === null) return null;
  const north = miles / MILES_PER_DEGREE;
  const east = north / Math.max(Math.cos((home.latitude * Math.PI) / 180), 0.01);
  return {
    south: home.latitude - north,
    north: home.latitude + north,
    west: home.longitude - east,
    east: home.longitude + east,
  };
}

function best(
  candidates: readonly CandidateRow[],
  person: PersonToFit,
  withinMiles: number | null,
): Match[] {
  return candidates
    .map((row) => {
      const fit = scoreFit(person, { ...row, place: placeOf(row) });
      return { fit, match: matchOf(row, fit, person) };
    })
    .filter(({ fit, match }) => !isOutsideAge(fit.hardNo?.code) && isWithin(match, withinMiles))
    .sort(
      (a, b) =>
        Number(a.fit.hardNo !== null) - Number(b.fit.hardNo !== null) ||
        b.fit.score - a.fit.score ||
        a.match.startsAt.getTime() - b.match.startsAt.getTime() ||
        (a.match.sessionId < b.match.sessionId ? -1 : 1),
    )
    .map(({ match }) => match)
    .slice(0, MOST_MATCHES);
}

/** Nobody is offered what their age keeps them out of. */
const isOutsideAge = (code: string | undefined): boolean =>
  code === 'too_young' || code === 'too_old';

const isWithin = ({ miles }: Match, limit: number | null): boolean =>
  limit === null || miles === null || miles <= limit;

const placeOf = ({ latitude, longitude }: CandidateRow): Place | null =>
  latitude === null || longitude === null ? null : { latitude, longitude };
