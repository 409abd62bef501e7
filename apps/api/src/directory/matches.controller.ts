import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { FindMatchesService } from '#application/directory/find-matches.service.js';
import type { Actor } from '#domain/access/actor.js';
import { CurrentActor, Does } from '#platform/auth/access.js';
import { RequestId } from '#platform/http/headers.js';
import { UuidPipe } from '#platform/http/uuid.pipe.js';
import { Problems } from '../shared/problem.response.js';
import { MatchesRequest } from './dto/match.request.js';
import { MatchesResponse, presentMatches } from './dto/match.response.js';

@ApiTags('directory')
@Controller('referrals/:id/matches')
@Problems(400, 401, 403, 404)
export class MatchesController {
  constructor(private readonly matches: FindMatchesService) {}

  @Get()
  @Does('match.find')
  @ApiOkResponse({ type: MatchesResponse })
  async find(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @RequestId() requestId: string,
    @Query() { needs, days, withinMiles, freePlacesOnly, stepFree }: MatchesRequest,
  ): Promise<MatchesResponse> {
    const filter = {
      needs: needs ?? null,
      days: days ?? null,
      withinMiles: withinMiles ?? null,
      freePlacesOnly: freePlacesOnly ?? false,
      stepFree: stepFree ?? false,
    };
    return presentMatches(await this.matches.find(actor, id, filter, requestId));
  }
}
