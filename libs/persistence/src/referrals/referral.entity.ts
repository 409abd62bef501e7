import type { Priority, Referral, ReferralStatus } from '#domain/referrals/referral.js';
import type { NextStep } from '#domain/support/next-step.js';
import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

/**
 * The `referral` row. It has no behaviour: rules live in `#domain/referrals`, and the table (types,
 * checks, indexes) belongs to `migrations/`, never to these decorators.
 */
@Entity({ name: 'referral', synchronize: false })
export class ReferralEntity implements Referral {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'text', update: false })
  readonly reference!: string;

  @Column({ type: 'uuid', update: false })
  readonly patientId!: string;

  @Column({ type: 'uuid', update: false })
  readonly practiceId!: string;

  @Column({ type: 'uuid', update: false })
  readonly providerId!: string;

  @Column({ type: 'uuid', update: false })
  readonly referrerId!: string;

  @Column({ type: 'uuid', nullable: true })
  linkWorkerId!: string | null;

  @Column({ type: 'text' })
  status!: ReferralStatus;

  @Column({ type: 'text' })
  priority!: Priority;

  @Column({ type: 'text', array: true, update: false })
  readonly needCodes!: string[];

  @Column({ type: 'boolean', update: false })
  readonly safeguarding!: boolean;

  @Column({ type: 'text', nullable: true, update: false })
  readonly overrideReason!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  submittedAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  allocatedAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  firstContactAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  nextStep!: NextStep | null;

  /** Local date, YYYY-MM-DD. */
  @Column({ type: 'date', nullable: true })
  nextStepOn!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  nextSessionAt!: Date | null;

  @Column({ type: 'date', nullable: true })
  reviewOn!: string | null;

  @Column({ type: 'date', nullable: true })
  heldUntil!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  closedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  outcomeCode!: string | null;

  @Column({ type: 'text', nullable: true })
  outcomeText!: string | null;

  @Column({ type: 'uuid', nullable: true })
  redirectedTo!: string | null;

  @Column({ type: 'timestamptz' })
  updatedAt!: Date;

  /** Goes up by one on every save; sent as the ETag and checked against If-Match. */
  @VersionColumn()
  readonly version!: number;
}
