import { Module } from '@nestjs/common';
import { PatientIntake } from '#application/patients/patient-intake.js';
import { AllocateReferralsService } from '#application/referrals/allocate-referrals.service.js';
import { ChangeReferralService } from '#application/referrals/change-referral.service.js';
import { CreateReferralService } from '#application/referrals/create-referral.service.js';
import { ReadReferralsService } from '#application/referrals/read-referrals.service.js';
import { WaitingReferralsService } from '#application/referrals/waiting-referrals.service.js';
import { AllocationsController } from './allocations.controller.js';
import { CaseloadController } from './caseload.controller.js';
import { ProvidersController } from './providers.controller.js';
import { ReferralsController } from './referrals.controller.js';
import { TransitionsController } from './transitions.controller.js';

// The order matters to the router: fixed paths such as `referrals/new` stand before `referrals/:id`.
@Module({
  controllers: [
    ProvidersController,
    CaseloadController,
    AllocationsController,
    ReferralsController,
    TransitionsController,
  ],
  providers: [
    AllocateReferralsService,
    ChangeReferralService,
    CreateReferralService,
    PatientIntake,
    ReadReferralsService,
    WaitingReferralsService,
  ],
  exports: [ReadReferralsService],
})
export class ReferralsModule {}
