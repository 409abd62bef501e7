import type { ReferralCommand, ReferralFacts } from '#domain/referrals/referral-command.js';
import { transitionReferral } from '#domain/referrals/referral-lifecycle.js';
import type { Referral } from '#domain/referrals/referral.js';
import type { TimelineEntry } from '#domain/shared/timeline.js';
import { instantOf, localDate } from '#domain/shared/london-time.js';
import { commandsAfterContact, type ContactAttempt } from '#domain/support/contact.js';
import { DEFAULT_GIVING_UP_POLICY, proposeGivingUp } from '#domain/support/giving-up-policy.js';
import { newId } from '#platform/ids/uuid.js';
import type { DemoMember } from './organisations.js';
import type { DemoPatient } from './people.js';
import type { Happening, Story } from './story.js';

export interface Players {
  readonly patient: DemoPatient;
  readonly providerId: string;
  readonly referrer: DemoMember;
  readonly lead: DemoMember;
  readonly worker: DemoMember;
}

export interface PlayedLine extends TimelineEntry {
  readonly actor: DemoMember;
  readonly subjectId: string | null;
}

export interface PlayedContact extends ContactAttempt {
  readonly id: string;
  readonly minutes: number | null;
  readonly note: string | null;
  readonly actor: DemoMember;
}

export interface PlayedAllocation {
  readonly linkWorkerId: string;
  readonly allocatedBy: string;
  readonly at: Date;
}

/** A referral with everything that its story left behind. */
export interface PlayedReferral {
  readonly referral: Referral;
  readonly players: Players;
  readonly needs: readonly string[];
  readonly reason: string;
  readonly lines: readonly PlayedLine[];
  readonly contacts: readonly PlayedContact[];
  readonly allocations: readonly PlayedAllocation[];
  readonly saves: number;
}

export interface Stage {
  readonly now: Date;
  /** Calendar date so many days from today, `YYYY-MM-DD`. */
  readonly day: (fromToday: number) => string;
}

const MINUTE = 60_000;

/**
 * Plays a story through the same lifecycle that the service runs on: each state is reached by its
 * steps and under their guards, never written.
 */
export function playStory(
  story: Story,
  players: Players,
  answers: { readonly needs: readonly string[]; readonly reason: string },
  stage: Stage,
  hour: number,
): PlayedReferral {
  const play = new Play(story, players, answers, stage, hour);
  play.submit();
  story.happenings.forEach((happening, i) => play.happen(happening, i + 1));
  return play.result();
}

/** A referral that was begun and not sent. */
export function aDraft(
  players: Players,
  answers: { readonly needs: readonly string[]; readonly reason: string },
  stage: Stage,
): PlayedReferral {
  return new Play({ age: 0, happenings: [] }, players, answers, stage, 9).result();
}

class Play {
  private readonly referral: Referral;
  private readonly lines: PlayedLine[] = [];
  private readonly contacts: PlayedContact[] = [];
  private readonly allocations: PlayedAllocation[] = [];
  private saves = 0;
  private goalIds: string[] = [];
  private last: Date;

  constructor(
    private readonly story: Story,
    private readonly players: Players,
    private readonly answers: { readonly needs: readonly string[]; readonly reason: string },
    private readonly stage: Stage,
    private readonly hour: number,
  ) {
    const { patient, providerId, referrer } = players;
    this.last = new Date(0);
    this.referral = {
      id: newId(),
      reference: '',
      patientId: patient.id,
      practiceId: patient.practice.id,
      providerId,
      referrerId: referrer.membershipId,
      status: 'draft',
      priority: patient.traits.safeguarding ? '2' : '1',
      submittedAt: null,
      linkWorkerId: null,
      allocatedAt: null,
      firstContactAt: null,
      nextStep: null,
      nextStepOn: null,
      reviewOn: null,
      heldUntil: null,
      closedAt: null,
      outcomeCode: null,
      outcomeText: null,
      redirectedTo: null,
      version: 1,
    };
  }

  submit(): void {
    const { patient } = this.players;
    const at = this.timeOf(0, 0);
    const { needs, reason } = this.answers;
    const submission = {
      nhsNumber: patient.nhsNumber,
      nhsNumberAbsentReason: patient.nhsNumberAbsentReason,
      riskAnswer: patient.traits.risk ? 'risk_recorded' : 'no_known_risk',
      riskText: patient.traits.risk ?? null,
      shareChoice: 'agreed',
      senderOdsCode: patient.practice.odsCode,
      practiceOdsCode: patient.practice.odsCode,
      needs,
      reasonText: reason,
      preferredContact: patient.preferredMethod,
      accessibleNeeds: patient.accessNeeds,
      openReferralReference: null,
      overrideReason: null,
    } as const;
    this.take({ type: 'submit' }, { submission }, at, this.players.referrer);
    // What a history shows of the sending: needs and priority, and no answer that is not for all.
    const [sent] = this.lines;
    if (sent) this.lines[0] = { ...sent, captured: { needs, priority: this.referral.priority } };
  }

  happen(happening: Happening, position: number): void {
    const at = this.timeOf(happening.after, position);
    const isLast = position === this.story.happenings.length;
    const actor = this.players[happening.by];
    const chosen = isLast ? this.chosenStep() : {};
    if ('command' in happening) {
      this.take(happening.command, { ...happening.facts, ...chosen }, at, actor);
    } else {
      this.contact(happening, chosen, at, actor);
    }
    this.saves += 1;
  }

  result(): PlayedReferral {
    const { referral, players, lines, contacts, allocations, saves } = this;
    return { referral, players, ...this.answers, lines, contacts, allocations, saves };
  }

  private contact(
    { mode, outcome, minutes, note }: Extract<Happening, { mode: unknown }>,
    chosen: Partial<ReferralFacts>,
    at: Date,
    actor: DemoMember,
  ): void {
    const id = newId();
    this.contacts.push({ id, occurredAt: at, mode, outcome, minutes, note, actor });
    const step = chosen.nextStep;
    const captured = {
      mode,
      outcome,
      minutes,
      nextStep: step?.step ?? null,
      nextStepOn: step?.on ?? null,
    };
    this.lines.push({ kind: 'contact.recorded', at, captured, actor, subjectId: id });
    if (step) Object.assign(this.referral, { nextStep: step.step, nextStepOn: step.on });
    for (const type of commandsAfterContact(this.referral.status, outcome)) {
      if (type !== 'decline') this.take({ type }, chosen, at, actor);
    }
  }

  private take(
    command: ReferralCommand,
    given: Partial<ReferralFacts>,
    at: Date,
    actor: DemoMember,
  ): void {
    const policy = proposeGivingUp(this.contacts, DEFAULT_GIVING_UP_POLICY);
    const facts: ReferralFacts = {
      today: localDate(at),
      linkWorker: this.workerFacts(),
      givingUp: policy,
      openPlacements: 0,
      openActions: 0,
      planGoalIds: this.goalIds,
      ...given,
    };
    const decided = decidedOn(command, policy);
    const { changes, timeline } = transitionReferral(this.referral, decided, facts, at);
    Object.assign(this.referral, changes);
    if (command.type === 'agree_plan') this.goalIds = command.goals.map(({ id }) => id);
    if (command.type === 'allocate') {
      const { linkWorkerId } = command;
      this.allocations.push({ linkWorkerId, allocatedBy: actor.membershipId, at });
    }
    this.lines.push({ ...timeline, actor, subjectId: null });
  }

  private workerFacts() {
    const { worker } = this.players;
    const { membershipId, organisationId } = worker;
    return { membershipId, organisationId, active: true, openReferrals: 0, caseloadLimit: null };
  }

  private chosenStep(): Pick<ReferralFacts, 'nextStep'> {
    const { next } = this.story;
    return next ? { nextStep: { step: next.step, on: this.stage.day(next.due) } } : {};
  }

  /** In working hours, one thing after the other, and never in the future. */
  private timeOf(after: number, position: number): Date {
    const day = this.stage.day(after - this.story.age);
    const minute = (this.hour * 7 + position * 13) % 60;
    const time = `${two(9 + ((this.hour + position) % 8))}:${two(minute)}`;
    const left = this.story.happenings.length - position;
    const latest = this.stage.now.getTime() - (left + 1) * 5 * MINUTE;
    const wished = Math.min(instantOf(day, time).getTime(), latest);
    this.last = new Date(Math.max(wished, this.last.getTime() + MINUTE));
    return this.last;
  }
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Giving up is decided on the attempts as they are, which the story does not know. */
function decidedOn(
  command: ReferralCommand,
  { policyVersion, lastAttemptAt }: { policyVersion: string; lastAttemptAt: Date | null },
): ReferralCommand {
  if (command.type !== 'mark_unable_to_contact' || lastAttemptAt === null) return command;
  return { ...command, policyVersion, lastAttemptAt };
}
