import type { Placement, PlacementStatus } from '#domain/placements/placement.js';
import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

/** The `placement` row: one activity proposed to one person under one referral. */
@Entity({ name: 'placement', synchronize: false })
export class PlacementEntity implements Placement {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'uuid', update: false })
  readonly referralId!: string;

  @Column({ type: 'uuid', update: false })
  readonly patientId!: string;

  @Column({ type: 'uuid', update: false })
  readonly activityId!: string;

  @Column({ type: 'text' })
  status!: PlacementStatus;

  @Column({ type: 'uuid', update: false })
  readonly proposedBy!: string;

  @Column({ type: 'timestamptz', update: false })
  readonly proposedAt!: Date;

  @Column({ type: 'text', nullable: true })
  reasonCode!: string | null;

  @Column({ type: 'text', nullable: true })
  reasonText!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  @VersionColumn()
  readonly version!: number;
}
