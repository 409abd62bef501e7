import type { MessageChannel, MessageState } from '#domain/messaging/message.js';
import type { ReminderRule } from '#domain/messaging/reminder-plan.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The `message` row: the truth about one message to one person. Queues carry only its id. */
@Entity({ name: 'message', synchronize: false })
export class MessageEntity {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'text', update: false })
  readonly rule!: ReminderRule;

  @Column({ type: 'text', update: false })
  readonly channel!: MessageChannel;

  @Column({ type: 'uuid', update: false })
  readonly bookingId!: string;

  @Column({ type: 'integer', update: false })
  readonly bookingVersion!: number;

  @Column({ type: 'uuid', update: false })
  readonly referralId!: string;

  @Column({ type: 'uuid', update: false })
  readonly patientId!: string;

  @Column({ type: 'timestamptz' })
  dueAt!: Date;

  @Column({ type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ type: 'text' })
  state!: MessageState;

  /** Code of why it was or was not sent. */
  @Column({ type: 'text', nullable: true })
  decision!: string | null;

  /** Goes up with each claim, so that a worker whose claim has lapsed can be told from its successor. */
  @Column({ type: 'smallint' })
  attempts!: number;

  @Column({ type: 'timestamptz', nullable: true })
  leaseUntil!: Date | null;

  @Column({ type: 'text', nullable: true })
  providerMessageId!: string | null;

  @Column({ type: 'timestamptz' })
  stateAt!: Date;

  @Column({ type: 'uuid', nullable: true })
  handledBy!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  handledAt!: Date | null;

  @Column({ type: 'timestamptz', update: false })
  readonly createdAt!: Date;
}
