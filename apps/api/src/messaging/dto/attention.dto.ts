import { ApiProperty } from '@nestjs/swagger';
import { ATTENTION_STATES, MESSAGE_CHANNELS } from '#domain/messaging/message.js';
import { REMINDER_RULES } from '#domain/messaging/reminder-plan.js';

export class AttentionItemResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ format: 'uuid' }) readonly referralId!: string;
  @ApiProperty({ example: 'SP-26000-0' }) readonly reference!: string;
  @ApiProperty() readonly patientName!: string;
  @ApiProperty({ enum: REMINDER_RULES }) readonly rule!: string;
  @ApiProperty({ enum: MESSAGE_CHANNELS }) readonly channel!: string;
  @ApiProperty({ enum: ATTENTION_STATES }) readonly state!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Code of why it did not arrive.' })
  readonly decision!: string | null;
  @ApiProperty({ format: 'date-time' }) readonly dueAt!: string;
  @ApiProperty({ format: 'date-time' }) readonly stateAt!: string;
  @ApiProperty() readonly activityName!: string;
  @ApiProperty({ format: 'date-time' }) readonly startsAt!: string;
  @ApiProperty({ type: String, nullable: true }) readonly mobilePhone!: string | null;
  @ApiProperty({ description: 'False when they asked us not to call.' })
  readonly mayPhone!: boolean;
}

export class AttentionPageResponse {
  @ApiProperty({ type: [AttentionItemResponse], description: 'The next session first.' })
  readonly items!: AttentionItemResponse[];
  @ApiProperty({ type: String, nullable: true }) readonly nextCursor!: string | null;
}

export class MessageHandledResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ format: 'date-time', description: 'When it was first said.' })
  readonly handledAt!: string;
}
