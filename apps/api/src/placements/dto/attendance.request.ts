import type { AttendanceChange } from '#application/placements/decide-marks.js';
import { ATTENDANCE_CODES, type AttendanceCode } from '#domain/placements/attendance.js';
import {
  CodeField,
  IdField,
  InstantField,
  NestedListField,
  NumberField,
} from '../../shared/validators.js';

const MOST_CHANGES = 100;
const MAX_MINUTES_LATE = 600;

export class AttendanceChangeRequest {
  @IdField({ description: 'Made by the device for each tap; sent twice it is one mark.' })
  readonly changeId!: string;

  @IdField()
  readonly bookingId!: string;

  @CodeField(ATTENDANCE_CODES, { description: 'not_marked takes a mark back.' })
  readonly code!: AttendanceCode;

  @NumberField(0, MAX_MINUTES_LATE, { optional: true })
  readonly minutesLate?: number | null;

  @InstantField({ description: "When it was tapped, by the device's clock." })
  readonly markedAt!: string;
}

export class AttendanceRequest {
  @NestedListField(() => AttendanceChangeRequest, MOST_CHANGES)
  readonly changes!: AttendanceChangeRequest[];

  @InstantField({
    description: "The device's clock as it sends, so that a wrong one can be corrected.",
  })
  readonly sentAt!: string;
}

export const toChange = (change: AttendanceChangeRequest): AttendanceChange => ({
  changeId: change.changeId.toLowerCase(),
  bookingId: change.bookingId.toLowerCase(),
  code: change.code,
  minutesLate: change.minutesLate ?? null,
  markedAt: new Date(change.markedAt),
});
