/** Source: Trellis domain rules C2, placement states. */
export const PLACEMENT_STATUSES = [
  'proposed',
  'offered',
  'declined_by_patient',
  'referred',
  'declined_by_provider',
  'accepted',
  'waitlisted',
  'booked',
  'completed',
  'left_early',
  'never_started',
  'cancelled',
] as const;
export type PlacementStatus = (typeof PLACEMENT_STATUSES)[number];

/** A placement without an end keeps its referral from being closed. */
export const OPEN_PLACEMENT_STATUSES = [
  'proposed',
  'offered',
  'referred',
  'accepted',
  'waitlisted',
  'booked',
] as const satisfies readonly PlacementStatus[];

export const isOpenPlacement = (status: PlacementStatus): boolean =>
  (OPEN_PLACEMENT_STATUSES as readonly PlacementStatus[]).includes(status);

/** One person's way into one activity, under a referral. */
export interface Placement {
  readonly id: string;
  readonly referralId: string;
  readonly patientId: string;
  readonly activityId: string;
  status: PlacementStatus;
  /** Membership of the link worker who thought of it. */
  readonly proposedBy: string;
  readonly proposedAt: Date;
  /** Why it ended, where the end asks for a reason. */
  reasonCode: string | null;
  reasonText: string | null;
  endedAt: Date | null;
  readonly version: number;
}
