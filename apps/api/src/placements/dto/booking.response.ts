import { ApiProperty } from '@nestjs/swagger';
import { MESSAGE_CHANNELS, MESSAGE_STATES } from '#domain/messaging/message.js';
import { REMINDER_RULES } from '#domain/messaging/reminder-plan.js';
import { BOOKING_STATUSES } from '#domain/placements/booking.js';
import type { BookingView } from '#persistence/placements/bookings.js';

export class ReminderResponse {
  @ApiProperty({ enum: REMINDER_RULES }) readonly rule!: string;
  @ApiProperty({ enum: MESSAGE_CHANNELS }) readonly channel!: string;
  @ApiProperty({ format: 'date-time' }) readonly dueAt!: string;
  @ApiProperty({ enum: MESSAGE_STATES }) readonly state!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it will not be, or was not, sent.',
  })
  readonly decision!: string | null;
}

export class BookingResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ type: 'integer' }) readonly version!: number;
  @ApiProperty({ enum: BOOKING_STATUSES }) readonly status!: string;
  @ApiProperty({ format: 'uuid' }) readonly referralId!: string;
  @ApiProperty({ format: 'uuid' }) readonly sessionId!: string;
  @ApiProperty() readonly activityName!: string;
  @ApiProperty() readonly venueName!: string;
  @ApiProperty({ format: 'date-time' }) readonly startsAt!: string;
  @ApiProperty({ format: 'date-time' }) readonly endsAt!: string;
  @ApiProperty({ type: () => ReminderResponse, isArray: true })
  readonly reminders!: ReminderResponse[];
}

export const presentBooking = (booking: BookingView): BookingResponse => ({
  id: booking.id,
  version: booking.version,
  status: booking.status,
  referralId: booking.referralId,
  sessionId: booking.sessionId,
  activityName: booking.activityName,
  venueName: booking.venueName,
  startsAt: booking.startsAt.toISOString(),
  endsAt: booking.endsAt.toISOString(),
  reminders: booking.reminders.map(({ rule, channel, dueAt, state, decision }) => ({
    rule,
    channel,
    dueAt: dueAt.toISOString(),
    state,
    decision,
  })),
});
