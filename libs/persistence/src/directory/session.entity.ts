import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

/** The `session` row: one occurrence of an activity, with its places. */
@Entity({ name: 'session', synchronize: false })
export class SessionEntity {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'uuid', update: false })
  readonly activityId!: string;

  @Column({ type: 'uuid' })
  venueId!: string;

  @Column({ type: 'uuid', update: false })
  readonly organisationId!: string;

  @Column({ type: 'uuid', nullable: true, update: false })
  readonly scheduleId!: string | null;

  @Column({ type: 'timestamptz' })
  startsAt!: Date;

  @Column({ type: 'timestamptz' })
  endsAt!: Date;

  @Column({ type: 'text' })
  timeZone!: string;

  /** Day of the session where it takes place, YYYY-MM-DD. */
  @Column({ type: 'date' })
  localDate!: string;

  @Column({ type: 'integer' })
  places!: number;

  /** Changed only by the counting statements in `bookings.ts`, under the lock of this row. */
  @Column({ type: 'integer', update: false })
  readonly booked!: number;

  @Column({ type: 'text' })
  status!: 'scheduled' | 'cancelled';

  @Column({ type: 'text', nullable: true })
  cancelReason!: string | null;

  @VersionColumn()
  readonly version!: number;
}
