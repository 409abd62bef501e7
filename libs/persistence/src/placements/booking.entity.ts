import type { Booking, BookingStatus } from '#domain/placements/booking.js';
import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

/** The `booking` row: one person's place in one session. */
@Entity({ name: 'booking', synchronize: false })
export class BookingEntity implements Booking {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'uuid' })
  placementId!: string;

  @Column({ type: 'uuid', update: false })
  readonly referralId!: string;

  @Column({ type: 'uuid', update: false })
  readonly patientId!: string;

  @Column({ type: 'uuid' })
  sessionId!: string;

  @Column({ type: 'text' })
  status!: BookingStatus;

  @Column({ type: 'uuid', update: false })
  readonly bookedBy!: string;

  @Column({ type: 'timestamptz', update: false })
  readonly bookedAt!: Date;

  @Column({ type: 'uuid', nullable: true })
  cancelledBy!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  cancelledAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  cancelReason!: string | null;

  /** Goes up when the place moves to another time, so that reminders of the old time are void. */
  @VersionColumn()
  readonly version!: number;
}
