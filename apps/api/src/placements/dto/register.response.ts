import { ApiProperty } from '@nestjs/swagger';
import type { MarkedRegister } from '#application/placements/mark-attendance.service.js';
import type { Register, VenueSession } from '#application/placements/register-view.js';
import { ATTENDANCE_CODES } from '#domain/placements/attendance.js';
import { SESSION_STATUSES } from '#domain/placements/booking.js';

const MARKS = ATTENDANCE_CODES.filter((code) => code !== 'not_marked');

export class VenueSessionResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ type: 'integer' }) readonly version!: number;
  @ApiProperty() readonly activityName!: string;
  @ApiProperty() readonly venueName!: string;
  @ApiProperty({ format: 'date-time' }) readonly startsAt!: string;
  @ApiProperty({ format: 'date-time' }) readonly endsAt!: string;
  @ApiProperty({ type: 'integer' }) readonly places!: number;
  @ApiProperty({ type: 'integer' }) readonly booked!: number;
  @ApiProperty({ type: 'integer', description: 'How many of those booked are marked.' })
  readonly marked!: number;
  @ApiProperty({ enum: SESSION_STATUSES }) readonly status!: string;
  @ApiProperty({ description: 'Marks are taken now.' }) readonly registerOpen!: boolean;
}

export class VenueSessionPageResponse {
  @ApiProperty({ type: () => VenueSessionResponse, isArray: true })
  readonly items!: VenueSessionResponse[];
  @ApiProperty({ type: String, nullable: true }) readonly nextCursor!: string | null;
}

export class RegisterPersonResponse {
  @ApiProperty({ format: 'uuid' }) readonly bookingId!: string;
  @ApiProperty({ description: 'First name and initial.', example: 'Margaret O' })
  readonly displayName!: string;
  @ApiProperty({ type: [String], description: 'What the person agreed that the venue is told.' })
  readonly needToKnow!: readonly string[];
  @ApiProperty({ enum: MARKS, nullable: true }) readonly mark!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) readonly minutesLate!: number | null;
}

export class RegisterResponse {
  @ApiProperty({ type: () => VenueSessionResponse }) readonly session!: VenueSessionResponse;
  @ApiProperty({ format: 'date-time' }) readonly opensAt!: string;
  @ApiProperty({ format: 'date-time', description: '11:59pm of the day, where the session is.' })
  readonly editableUntil!: string;
  @ApiProperty() readonly editable!: boolean;
  @ApiProperty({
    description:
      'False more than 7 days before and more than 2 days after the session: then nobody is named.',
  })
  readonly namesShown!: boolean;
  @ApiProperty({ type: () => RegisterPersonResponse, isArray: true })
  readonly people!: RegisterPersonResponse[];
}

export class AttendanceResponse {
  @ApiProperty({
    type: [String],
    format: 'uuid',
    description: 'Changes the service has now, made by this request or an earlier one.',
  })
  readonly applied!: readonly string[];
  @ApiProperty({ type: () => RegisterResponse }) readonly register!: RegisterResponse;
}

export const presentVenueSession = (session: VenueSession): VenueSessionResponse => ({
  id: session.id,
  version: session.version,
  activityName: session.activityName,
  venueName: session.venueName,
  startsAt: session.startsAt.toISOString(),
  endsAt: session.endsAt.toISOString(),
  places: session.places,
  booked: session.booked,
  marked: session.marked,
  status: session.status,
  registerOpen: session.registerOpen,
});

/** Field by field: what is not named here never reaches a venue. */
export const presentRegister = (register: Register): RegisterResponse => ({
  session: presentVenueSession(register.session),
  opensAt: register.opensAt.toISOString(),
  editableUntil: register.editableUntil.toISOString(),
  editable: register.editable,
  namesShown: register.namesShown,
  people: register.people.map(({ bookingId, displayName, needToKnow, mark, minutesLate }) => ({
    bookingId,
    displayName,
    needToKnow,
    mark,
    minutesLate,
  })),
});

export const presentAttendance = ({ applied, register }: MarkedRegister): AttendanceResponse => ({
  applied,
  register: presentRegister(register),
});
