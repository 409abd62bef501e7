import { Module } from '@nestjs/common';
import { RecordContactService } from '#application/support/record-contact.service.js';
import { ReferralsModule } from '../referrals/referrals.module.js';
import { ContactsController } from './contacts.controller.js';

@Module({
  imports: [ReferralsModule],
  controllers: [ContactsController],
  providers: [RecordContactService],
})
export class SupportModule {}
