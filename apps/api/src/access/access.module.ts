import { Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { SignInService } from '#application/access/sign-in.service.js';
import { LocalStrategy } from './local.strategy.js';
import { SessionController } from './session.controller.js';

@Module({
  imports: [PassportModule],
  controllers: [SessionController],
  providers: [SignInService, LocalStrategy],
})
export class AccessModule {}
