import { addLocalDays, localDate } from '#domain/shared/london-time.js';
import { newId } from '#platform/ids/uuid.js';
import {
  closed,
  declined,
  enteredInError,
  onHold,
  redirected,
  rejected,
  reopened,
  reviewDue,
  unableToContact,
  withdrawn,
} from './endings.js';
import { REASONS } from './names.js';
import type { DemoHouse, DemoMember, DemoProvider } from './organisations.js';
import type { DemoPatient } from './people.js';
import { aDraft, type PlayedReferral, playStory, type Players, type Stage } from './play-story.js';
import type { Random } from './random.js';
import { type Cast, type Stage as Progress, type Story, waiting, workedOn } from './story.js';

/** What Jo Mensah has on her list: stage, and days until the next step is due. */
const JO_CASELOAD: readonly (readonly [Progress, number])[] = [
  ...([-3, 0, 1, 2] as const).map((due) => ['allocated', due] as const),
  ...([-5, -1, 0, 2, 3] as const).map((due) => ['contacting', due] as const),
  ...([-2, 0, 1, 4, 7] as const).map((due) => ['engaged', due] as const),
  ...([0, 2, 5] as const).map((due) => ['assessed', due] as const),
  ...([1, 3, 6] as const).map((due) => ['plan_agreed', due] as const),
  ...([-4, 0, 2, 4, 7, 9, 12, 14] as const).map((due) => ['active', due] as const),
];
const OTHER_CASELOAD: readonly (readonly [Progress, number])[] = [
  ['allocated', 1],
  ['contacting', -2],
  ['contacting', 3],
  ['engaged', 0],
  ['engaged', 6],
  ['assessed', 4],
  ['plan_agreed', 2],
  ['active', -1],
  ['active', 5],
  ['active', 10],
];
const UNTAKEN: readonly (readonly ['submitted' | 'triage' | 'accepted' | 'waiting', number])[] = [
  ['submitted', 0],
  ['submitted', 0],
  ['submitted', 1],
  ['submitted', 2],
  ['submitted', 4],
  ['submitted', 6],
  ['triage', 2],
  ['triage', 5],
  ['accepted', 3],
  ['waiting', 9],
  ['waiting', 12],
];
const CLOSED_BY_JO = 6;

interface Production {
  readonly house: DemoHouse;
  readonly stage: Stage;
  readonly random: Random;
  readonly nextPatient: (provider: DemoProvider) => DemoPatient;
}

/** How many people the scenes below need. */
export const PEOPLE = 140;

/** Gives everybody a story, so that every state of the lifecycle can be seen. */
export function playScenes(
  house: DemoHouse,
  patients: readonly DemoPatient[],
  now: Date,
  random: Random,
): PlayedReferral[] {
  const today = localDate(now);
  const stage: Stage = { now, day: (fromToday) => addLocalDays(today, fromToday) };
  const production = { house, stage, random, nextPatient: patientsInTurn(house, patients) };
  const [first, second] = house.providers;
  const [jo, ...colleagues] = first?.linkWorkers ?? [];
  if (!first || !second || !jo) throw new Error('The demo needs two providers with link workers');
  return [
    ...joScenes(production, first, jo),
    ...colleagues.flatMap((worker) => caseload(production, first, worker, OTHER_CASELOAD)),
    ...second.linkWorkers.flatMap((worker) =>
      caseload(production, second, worker, OTHER_CASELOAD.slice(2)),
    ),
    ...UNTAKEN.map(([status, age]) => play(production, first, jo, () => waiting(status, age))),
    ...UNTAKEN.slice(0, 3).map(([status, age]) =>
      play(production, second, second.linkWorkers[0] ?? jo, () => waiting(status, age)),
    ),
    ...endedEarly(production, first, second, jo),
  ];
}

function joScenes(production: Production, first: DemoProvider, jo: DemoMember): PlayedReferral[] {
  const stories: ((cast: Cast) => Story)[] = [
    (cast) => onHold(10, cast),
    (cast) => onHold(20, cast),
    (cast) => reviewDue(cast),
    (cast) => reviewDue(cast),
    (cast) => reopened(3, cast),
    (cast) => unableToContact(40, cast),
    (cast) => declined(25, cast),
    ...Array.from({ length: CLOSED_BY_JO }, (_, i) => (cast: Cast) => closed(i, 60 + i * 12, cast)),
  ];
  return [
    ...caseload(production, first, jo, JO_CASELOAD),
    ...stories.map((story) => play(production, first, jo, story)),
  ];
}

const caseload = (
  production: Production,
  provider: DemoProvider,
  worker: DemoMember,
  list: readonly (readonly [Progress, number])[],
): PlayedReferral[] =>
  list.map(([progress, due]) =>
    play(production, provider, worker, (cast) => workedOn(progress, due, cast)),
  );

/** Referrals that never came to a link worker, or left one early. */
function endedEarly(
  production: Production,
  first: DemoProvider,
  second: DemoProvider,
  jo: DemoMember,
): PlayedReferral[] {
  const [, colleague = jo] = first.linkWorkers;
  const stories: ((cast: Cast) => Story)[] = [
    () => rejected(0, 20),
    () => rejected(1, 9),
    () => rejected(2, 33),
    () => redirected(15, second.id),
    () => withdrawn(11),
    () => withdrawn(28),
    () => enteredInError(17),
    (cast) => unableToContact(52, cast),
    (cast) => declined(18, cast),
    ...Array.from({ length: 5 }, (_, i) => (cast: Cast) => closed(i + 1, 58 + i * 17, cast)),
  ];
  const players = cast(production, first, jo);
  return [
    ...stories.map((story) => play(production, first, colleague, story)),
    aDraft(players, answersOf(production.random), production.stage),
  ];
}

function cast({ nextPatient }: Production, provider: DemoProvider, worker: DemoMember): Players {
  const patient = nextPatient(provider);
  const [referrer] = patient.practice.referrers;
  const [lead] = provider.leads;
  if (!referrer || !lead) throw new Error('A practice has a referrer, and a provider a team lead');
  return { patient, providerId: provider.id, referrer, lead, worker };
}

function play(
  production: Production,
  provider: DemoProvider,
  worker: DemoMember,
  story: (cast: Cast) => Story,
): PlayedReferral {
  const { random, stage } = production;
  const players = cast(production, provider, worker);
  const answers = answersOf(random);
  const { membershipId: linkWorkerId } = worker;
  const told = story({ linkWorkerId, needs: answers.needs, day: stage.day, goalId: newId() });
  return playStory(told, players, answers, stage, random.between(0, 7));
}

const NEEDS = Object.keys(REASONS);

function answersOf(random: Random): { needs: string[]; reason: string } {
  // Loneliness is what most people are referred for.
  const main = random.chance(0.4) ? 'loneliness' : random.pick(NEEDS);
  const others = random.some(
    NEEDS.filter((need) => need !== main),
    random.between(0, 2),
  );
  return {
    needs: [main, ...others],
    reason: random.pick(REASONS[main] ?? ['Would like support.']),
  };
}

/** Each person once, and to the second provider only from practices that it serves. */
function patientsInTurn(house: DemoHouse, patients: readonly DemoPatient[]) {
  const left = [...patients];
  const second = house.providers[1];
  const served = new Set(house.practices.slice(0, 2).map(({ id }) => id));
  return (provider: DemoProvider): DemoPatient => {
    const index = left.findIndex(({ practice }) => provider !== second || served.has(practice.id));
    const [patient] = index < 0 ? [] : left.splice(index, 1);
    if (!patient) throw new Error('There are more stories than people');
    return patient;
  };
}
