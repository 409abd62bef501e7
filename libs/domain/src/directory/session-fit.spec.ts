import { describe, expect, it } from '@jest/globals';
import {
  FIT_WEIGHTS,
  milesBetween,
  type PersonToFit,
  scoreFit,
  type SessionToFit,
} from './session-fit.js';

const CARFAX = { latitude: 51.752, longitude: -1.2577 };
const SUMMERTOWN = { latitude: 51.7786, longitude: -1.2643 };
const BANBURY = { latitude: 52.0602, longitude: -1.3403 };

const aPerson = (overrides: Partial<PersonToFit> = {}): PersonToFit => ({
  needs: ['loneliness'],
  birthDate: '1948-02-29',
  home: CARFAX,
  maxMiles: 5,
  days: ['thursday'],
  requiredFeatures: [],
  language: 'en',
  maxCostPence: null,
  ...overrides,
});

const aSession = (overrides: Partial<SessionToFit> = {}): SessionToFit => ({
  startsAt: new Date('2026-11-05T14:00:00Z'),
  zone: 'Europe/London',
  needs: ['loneliness', 'inactivity'],
  place: CARFAX,
  places: 10,
  booked: 4,
  accessFeatures: ['step_free'],
  minimumAge: null,
  maximumAge: null,
  costPence: 0,
  languages: ['en'],
  ...overrides,
});

const fit = (person: Partial<PersonToFit>, session: Partial<SessionToFit> = {}) =>
  scoreFit(aPerson(person), aSession(session));

describe('how a session fits a person', () => {
  it('is full marks on the doorstep, on the right day, for the right need', () => {
    const { score, why, whyNot, hardNo } = fit({});

    expect(score).toBe(100);
    expect(why.map(({ code }) => code)).toEqual([
      'meets_needs',
      'near',
      'day_suits',
      'speaks_language',
      'free_of_charge',
      'places_free',
    ]);
    expect(whyNot).toEqual([]);
    expect(hardNo).toBeNull();
  });

  it('has weights that add up to 100', () => {
    expect(Object.values(FIT_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100);
  });

  it.each<[Partial<PersonToFit>, Partial<SessionToFit>, object]>([
    [{ needs: ['debt'] }, {}, { code: 'meets_no_need', params: {} }],
    [{}, { place: BANBURY }, { code: 'too_far', params: { miles: 21.6, limit: 5 } }],
    [{ home: null }, {}, { code: 'distance_unknown', params: {} }],
    [{ days: ['monday'] }, {}, { code: 'day_does_not_suit', params: { day: 'thursday' } }],
    [{ language: 'cy' }, {}, { code: 'language_not_spoken', params: { language: 'cy' } }],
    [{ maxCostPence: 200 }, { costPence: 500 }, { code: 'costs_more', params: { costPence: 500 } }],
  ])('scores lower and says why: %o %o', (person, session, reason) => {
    const { score, whyNot, hardNo } = fit(person, session);

    expect(score).toBeLessThan(100);
    expect(whyNot).toEqual([reason]);
    expect(hardNo).toBeNull();
  });

  it.each<[Partial<PersonToFit>, Partial<SessionToFit>, string]>([
    [{}, { booked: 10 }, 'full'],
    [{}, { minimumAge: 80 }, 'too_young'],
    [{}, { maximumAge: 60 }, 'too_old'],
    [{ requiredFeatures: ['step_free', 'hearing_loop'] }, {}, 'feature_missing'],
  ])('is a hard no: %o %o', (person, session, code) => {
    const { whyNot, hardNo } = fit(person, session);

    expect(hardNo).toMatchObject({ code });
    expect(whyNot).toContainEqual(hardNo);
  });

  it('says that what the person cannot do without is there', () => {
    expect(fit({ requiredFeatures: ['step_free'] }).why).toContainEqual({
      code: 'feature_present',
      params: { feature: 'step_free' },
    });
  });

  it('puts the nearer of two before the other', () => {
    const near = fit({}, { place: SUMMERTOWN }).score;

    expect(near).toBeLessThan(fit({}).score);
    expect(near).toBeGreaterThan(fit({}, { place: BANBURY }).score);
  });

  it('puts more needs met before fewer', () => {
    const needs = ['loneliness', 'inactivity', 'debt'];

    expect(fit({ needs }).score).toBeGreaterThan(fit({ needs }, { needs: ['debt'] }).score);
  });

  it('holds nothing against what nobody asked', () => {
    const { whyNot } = fit(
      { days: null, language: null, maxMiles: null },
      { costPence: null, languages: [] },
    );

    expect(whyNot).toEqual([]);
  });

  it('takes the day by the local calendar', () => {
    const lateEvening = { startsAt: new Date('2026-07-02T23:30:00Z') };

    expect(fit({ days: ['friday'] }, lateEvening).why.map(({ code }) => code)).toContain(
      'day_suits',
    );
  });

  it('measures miles over the ground', () => {
    expect(milesBetween(CARFAX, CARFAX)).toBe(0);
    expect(milesBetween(CARFAX, BANBURY)).toBeCloseTo(21.6, 1);
    expect(
      milesBetween({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 }),
    ).toBeCloseTo(Math.PI * 3958.8, 0);
  });
});
