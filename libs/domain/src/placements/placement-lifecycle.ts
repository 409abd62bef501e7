import { conflict, invalid } from '../shared/domain-error.js';
import type { Captured, TimelineEntry } from '../shared/timeline.js';
import { reasonTextErrors } from '../referrals/rejection.js';
import { isOpenPlacement, type Placement, type PlacementStatus } from './placement.js';
import {
  type ActivityDeclineReason,
  barsDeclineCode,
  type LeftEarlyReason,
  type NeverStartedReason,
  type PlacementCancelReason,
  type ProviderDeclineReason,
} from './placement-reasons.js';

interface Because<T extends string, R extends string> {
  readonly type: T;
  readonly reason: R;
  readonly text: string | null;
}

/** Each step of a placement with what it must capture. Source: Trellis domain rules C2. */
export type PlacementCommand =
  | { readonly type: 'offer' }
  | Because<'decline_by_patient', ActivityDeclineReason>
  | { readonly type: 'refer' }
  | Because<'decline_by_provider', ProviderDeclineReason>
  | { readonly type: 'accept' }
  | { readonly type: 'waitlist' }
  | { readonly type: 'book' }
  | { readonly type: 'complete' }
  | Because<'leave_early', LeftEarlyReason>
  | Because<'never_start', NeverStartedReason>
  | Because<'cancel', PlacementCancelReason>;

export type PlacementCommandType = PlacementCommand['type'];

export interface PlacementFacts {
  /** Sessions of this placement the person came to. */
  readonly sessionsAttended: number;
  /** Bookings that are live and still to come. */
  readonly comingBookings: number;
}

export interface PlacementEvent {
  readonly type: (typeof PLACEMENT_EVENT_OF)[PlacementCommandType];
  readonly placementId: string;
  readonly referralId: string;
  readonly status: PlacementStatus;
  readonly occurredAt: Date;
}

export interface PlacementTransition {
  readonly changes: Partial<Placement>;
  readonly event: PlacementEvent;
  readonly timeline: TimelineEntry;
}

type Steps = Partial<Record<PlacementCommandType, PlacementStatus>>;

/**
 * The whole lifecycle: current status → command → next status. What is not listed is not allowed.
 * Source: Trellis domain rules C2.
 */
const LIFECYCLE: Readonly<Record<PlacementStatus, Steps>> = {
  proposed: { offer: 'offered', cancel: 'cancelled' },
  offered: { decline_by_patient: 'declined_by_patient', refer: 'referred', cancel: 'cancelled' },
  declined_by_patient: {},
  referred: {
    decline_by_provider: 'declined_by_provider',
    accept: 'accepted',
    cancel: 'cancelled',
  },
  declined_by_provider: {},
  accepted: {
    waitlist: 'waitlisted',
    book: 'booked',
    never_start: 'never_started',
    cancel: 'cancelled',
  },
  waitlisted: { book: 'booked', never_start: 'never_started', cancel: 'cancelled' },
  booked: {
    waitlist: 'waitlisted',
    complete: 'completed',
    leave_early: 'left_early',
    never_start: 'never_started',
    cancel: 'cancelled',
  },
  completed: {},
  left_early: {},
  never_started: {},
  cancelled: {},
};

export const PLACEMENT_EVENT_OF = {
  offer: 'placement.offered',
  decline_by_patient: 'placement.declined_by_patient',
  refer: 'placement.referred',
  decline_by_provider: 'placement.declined_by_provider',
  accept: 'placement.accepted',
  waitlist: 'placement.waitlisted',
  book: 'placement.booked',
  complete: 'placement.completed',
  leave_early: 'placement.left_early',
  never_start: 'placement.never_started',
  cancel: 'placement.cancelled',
} as const satisfies Record<PlacementCommandType, string>;

export const PLACEMENT_COMMAND_TYPES = Object.keys(
  PLACEMENT_EVENT_OF,
) as readonly PlacementCommandType[];

export function availablePlacementCommands(status: PlacementStatus): PlacementCommandType[] {
  return Object.keys(LIFECYCLE[status]) as PlacementCommandType[];
}

export function nextPlacementStatus(
  status: PlacementStatus,
  command: PlacementCommandType,
): PlacementStatus | null {
  return LIFECYCLE[status][command] ?? null;
}

/** The steps that carry no reason, and so can be taken one after another on the way to a booking. */
type StepToBooked = 'offer' | 'refer' | 'accept' | 'book';

const TO_BOOKED: Partial<Record<PlacementStatus, readonly StepToBooked[]>> = {
  proposed: ['offer', 'refer', 'accept', 'book'],
  offered: ['refer', 'accept', 'book'],
  referred: ['accept', 'book'],
  accepted: ['book'],
  waitlisted: ['book'],
  booked: [],
};

/**
 * The steps left until `booked`, for an activity that takes bookings at once: each is still taken
 * and recorded, in one transaction. Null when the placement has ended.
 */
export function stepsToBooked(status: PlacementStatus): readonly StepToBooked[] | null {
  return TO_BOOKED[status] ?? null;
}

/**
 * Decides what a command does to a placement. Pure, like the referral's.
 *
 * @throws DomainError `placement/transition-not-allowed` (conflict) when the lifecycle has no such step
 * @throws DomainError `placement/…` (conflict or invalid) when a guard does not hold
 */
export function transitionPlacement(
  placement: Readonly<Placement>,
  command: PlacementCommand,
  facts: PlacementFacts,
  at: Date,
): PlacementTransition {
  const next = nextPlacementStatus(placement.status, command.type);
  if (!next) {
    throw conflict(
      'placement/transition-not-allowed',
      `A placement that is ${placement.status} does not allow the step ${command.type}.`,
    );
  }
  refuseAgainstAttendance(command.type, facts);
  const ending = isOpenPlacement(next) ? {} : { endedAt: at };
  const kind = PLACEMENT_EVENT_OF[command.type];
  return {
    changes: { status: next, ...ending, ...reasonOf(command) },
    event: {
      type: kind,
      placementId: placement.id,
      referralId: placement.referralId,
      status: next,
      occurredAt: at,
    },
    timeline: { kind, at, captured: capturedBy(placement, command) },
  };
}

/** Never started, left early and completed are three different findings; attendance tells which. */
function refuseAgainstAttendance(type: PlacementCommandType, facts: PlacementFacts): void {
  const needsAttendance = type === 'complete' || type === 'leave_early';
  if (needsAttendance && facts.sessionsAttended === 0) {
    throw conflict(
      'placement/not-started',
      'This person has not come to a session yet. Record that they never started.',
    );
  }
  if (type === 'never_start' && facts.sessionsAttended > 0) {
    throw conflict(
      'placement/started-already',
      'This person has come to a session. Record that they left early or finished.',
    );
  }
  const needsNoBooking = needsAttendance || type === 'never_start' || type === 'cancel';
  if (needsNoBooking && facts.comingBookings > 0) {
    throw conflict(
      'placement/coming-bookings',
      'Cancel the bookings still to come first, and then end the activity.',
    );
  }
}

function reasonOf(
  command: PlacementCommand,
): Pick<Partial<Placement>, 'reasonCode' | 'reasonText'> {
  if (!('reason' in command)) return {};
  const errors = reasonTextErrors(command.reason, command.text, '/text');
  if (errors.length > 0) {
    throw invalid('placement/reason-incomplete', 'The reason is not complete.', errors);
  }
  return { reasonCode: command.reason, reasonText: command.text };
}

function capturedBy(placement: Readonly<Placement>, command: PlacementCommand): Captured {
  const { activityId, id: placementId } = placement;
  if (!('reason' in command)) return { placementId, activityId };
  const { reason, text } = command;
  const barsCode = command.type === 'decline_by_provider' ? barsDeclineCode(command.reason) : null;
  return { placementId, activityId, reason, text, ...(barsCode && { barsCode }) };
}
