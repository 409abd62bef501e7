import { Module } from '@nestjs/common';
import { FindMatchesService } from '#application/directory/find-matches.service.js';
import { CancelSessionService } from '#application/placements/cancel-session.service.js';
import { MoveSessionService } from '#application/placements/move-session.service.js';
import { PlacementsModule } from '../placements/placements.module.js';
import { MatchesController } from './matches.controller.js';
import { SessionsController } from './sessions.controller.js';

@Module({
  imports: [PlacementsModule],
  controllers: [MatchesController, SessionsController],
  providers: [CancelSessionService, FindMatchesService, MoveSessionService],
})
export class DirectoryModule {}
