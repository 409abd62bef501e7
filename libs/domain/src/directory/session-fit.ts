import { ageOn, localDate, type Weekday, weekday } from '../shared/london-time.js';

/** What a venue offers and a person may need. */
export const ACCESS_FEATURES = [
  'step_free',
  'accessible_toilet',
  'hearing_loop',
  'seating',
  'quiet_space',
  'parking',
  'near_bus_stop',
  'sign_language',
  'companion_welcome',
  'guide_dogs_welcome',
] as const;
export type AccessFeature = (typeof ACCESS_FEATURES)[number];

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

export interface PersonToFit {
  readonly needs: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly home: Place | null;
  readonly maxMiles: number | null;
  /** Days they can come; null when nobody asked. */
  readonly days: readonly Weekday[] | null;
  /** Without these they cannot come. */
  readonly requiredFeatures: readonly string[];
  /** Language code, such as `cy`. */
  readonly language: string | null;
  readonly maxCostPence: number | null;
}

export interface SessionToFit {
  readonly startsAt: Date;
  readonly zone: string;
  readonly needs: readonly string[];
  readonly place: Place | null;
  readonly places: number;
  readonly booked: number;
  readonly accessFeatures: readonly string[];
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly costPence: number | null;
  readonly languages: readonly string[];
}

export const FIT_CODES = [
  'meets_needs',
  'meets_no_need',
  'near',
  'too_far',
  'distance_unknown',
  'day_suits',
  'day_does_not_suit',
  'places_free',
  'full',
  'feature_present',
  'feature_missing',
  'too_young',
  'too_old',
  'free_of_charge',
  'costs_more',
  'speaks_language',
  'language_not_spoken',
] as const;
export type FitCode = (typeof FIT_CODES)[number];

/** A reason as a code with what it is about; the words are made where they are shown. */
export interface FitReason {
  readonly code: FitCode;
  readonly params: Readonly<Record<string, string | number | readonly string[]>>;
}

export interface SessionFit {
  /** 0 to 100; only good for ordering, and explained in full by the reasons. */
  readonly score: number;
  readonly why: readonly FitReason[];
  readonly whyNot: readonly FitReason[];
  /** The reason this cannot be booked for this person at all, or null. */
  readonly hardNo: FitReason | null;
}

/**
 * What each thing is worth; they add up to 100. Meeting a need outweighs all convenience together
 * with distance, and nothing here is hidden from the person who reads the list.
 */
export const FIT_WEIGHTS = {
  needs: 50,
  distance: 25,
  day: 15,
  language: 5,
  cost: 5,
} as const;

/** Within this distance nearer is no better. */
const DOORSTEP_MILES = 0.5;
/** How far we look when nobody said how far they can come. */
const DEFAULT_MAX_MILES = 5;
const EARTH_RADIUS_MILES = 3958.8;

interface Part {
  readonly points: number;
  readonly why?: readonly FitReason[];
  readonly whyNot?: readonly FitReason[];
  readonly hardNo?: FitReason;
}

/**
 * How well a session fits a person, with every reason for and against. A full session, an age
 * outside the limits and a missing feature the person cannot do without are a hard no.
 */
export function scoreFit(person: PersonToFit, session: SessionToFit): SessionFit {
  const parts = [
    needsPart(person, session),
    distancePart(person, session),
    dayPart(person, session),
    languagePart(person, session),
    costPart(person, session),
    placesPart(session),
    agePart(person, session),
    featuresPart(person, session),
  ];
  return {
    score: Math.round(parts.reduce((sum, { points }) => sum + points, 0)),
    why: parts.flatMap(({ why }) => why ?? []),
    whyNot: parts.flatMap(({ whyNot }) => whyNot ?? []),
    hardNo: parts.find(({ hardNo }) => hardNo)?.hardNo ?? null,
  };
}

/** Great-circle distance in miles: road signs are in miles, so people are told miles. */
export function milesBetween(from: Place, to: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const latitudes = radians(to.latitude - from.latitude);
  const longitudes = radians(to.longitude - from.longitude);
  const a =
    Math.sin(latitudes / 2) ** 2 +
    Math.cos(radians(from.latitude)) *
      Math.cos(radians(to.latitude)) *
      Math.sin(longitudes / 2) ** 2;
  return 2 * EARTH_RADIUS_MILES * Math.asin(Math.min(1, Math.sqrt(a)));
}

const reason = (code: FitCode, params: FitReason['params'] = {}): FitReason => ({ code, params });

const no = (found: FitReason): Part => ({ points: 0, whyNot: [found], hardNo: found });

function needsPart(person: PersonToFit, session: SessionToFit): Part {
  const met = person.needs.filter((need) => session.needs.includes(need));
  if (met.length === 0) return { points: 0, whyNot: [reason('meets_no_need')] };
  const points = (FIT_WEIGHTS.needs * met.length) / person.needs.length;
  return { points, why: [reason('meets_needs', { needs: met })] };
}

function distancePart({ home, maxMiles }: PersonToFit, { place }: SessionToFit): Part {
  if (home === null || place === null) {
    return { points: FIT_WEIGHTS.distance / 2, whyNot: [reason('distance_unknown')] };
  }
  const exact = milesBetween(home, place);
  const miles = Math.round(exact * 10) / 10;
  const limit = maxMiles ?? DEFAULT_MAX_MILES;
  if (exact > limit) return { points: 0, whyNot: [reason('too_far', { miles, limit })] };
  const span = Math.max(limit - DOORSTEP_MILES, DOORSTEP_MILES);
  const nearness = 1 - Math.max(0, exact - DOORSTEP_MILES) / span;
  return { points: FIT_WEIGHTS.distance * nearness, why: [reason('near', { miles })] };
}

function dayPart({ days }: PersonToFit, { startsAt, zone }: SessionToFit): Part {
  if (days === null) return { points: FIT_WEIGHTS.day / 2 };
  const day = weekday(localDate(startsAt, zone));
  return days.includes(day)
    ? { points: FIT_WEIGHTS.day, why: [reason('day_suits', { day })] }
    : { points: 0, whyNot: [reason('day_does_not_suit', { day })] };
}

function languagePart({ language }: PersonToFit, { languages }: SessionToFit): Part {
  if (language === null || languages.length === 0) return { points: FIT_WEIGHTS.language / 2 };
  return languages.includes(language)
    ? { points: FIT_WEIGHTS.language, why: [reason('speaks_language', { language })] }
    : { points: 0, whyNot: [reason('language_not_spoken', { language })] };
}

function costPart({ maxCostPence }: PersonToFit, { costPence }: SessionToFit): Part {
  if (costPence === null) return { points: FIT_WEIGHTS.cost / 2 };
  if (costPence === 0) return { points: FIT_WEIGHTS.cost, why: [reason('free_of_charge')] };
  if (maxCostPence !== null && costPence > maxCostPence) {
    return { points: 0, whyNot: [reason('costs_more', { costPence })] };
  }
  return { points: FIT_WEIGHTS.cost / 2 };
}

function placesPart({ places, booked }: SessionToFit): Part {
  const free = places - booked;
  return free > 0 ? { points: 0, why: [reason('places_free', { free })] } : no(reason('full'));
}

function agePart({ birthDate }: PersonToFit, session: SessionToFit): Part {
  const age = ageOn(birthDate, localDate(session.startsAt, session.zone));
  const { minimumAge, maximumAge } = session;
  if (minimumAge !== null && age < minimumAge) return no(reason('too_young', { minimumAge }));
  if (maximumAge !== null && age > maximumAge) return no(reason('too_old', { maximumAge }));
  return { points: 0 };
}

function featuresPart({ requiredFeatures }: PersonToFit, { accessFeatures }: SessionToFit): Part {
  const missing = requiredFeatures.filter((feature) => !accessFeatures.includes(feature));
  const present = requiredFeatures.filter((feature) => accessFeatures.includes(feature));
  const whyNot = missing.map((feature) => reason('feature_missing', { feature }));
  return {
    points: 0,
    why: present.map((feature) => reason('feature_present', { feature })),
    whyNot,
    ...(whyNot[0] && { hardNo: whyNot[0] }),
  };
}
