import { ApiProperty } from '@nestjs/swagger';
import type { Matches } from '#application/directory/find-matches.service.js';
import type { Match, MatchReason } from '#application/directory/match-reasons.js';

export class MatchReasonResponse {
  @ApiProperty({ example: 'near' }) readonly code!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    example: { miles: 1.2 },
  })
  readonly params!: Readonly<Record<string, string | number>>;
}

export class MatchResponse {
  @ApiProperty({ format: 'uuid' }) readonly sessionId!: string;
  @ApiProperty({ format: 'uuid' }) readonly activityId!: string;
  @ApiProperty() readonly activityName!: string;
  @ApiProperty() readonly organisationName!: string;
  @ApiProperty() readonly venueName!: string;
  @ApiProperty({ format: 'date-time' }) readonly startsAt!: string;
  @ApiProperty({ format: 'date-time' }) readonly endsAt!: string;
  @ApiProperty({ type: 'integer' }) readonly places!: number;
  @ApiProperty({ type: 'integer' }) readonly freePlaces!: number;
  @ApiProperty({ enum: ['bookable', 'drop_in'] }) readonly attendanceMode!: string;
  @ApiProperty({ type: 'integer', nullable: true }) readonly costPence!: number | null;
  @ApiProperty({ type: Number, nullable: true }) readonly miles!: number | null;
  @ApiProperty({ type: [String] }) readonly accessFeatures!: readonly string[];
  @ApiProperty({ type: 'integer', description: 'Only good for ordering, from 0 to 100.' })
  readonly score!: number;
  @ApiProperty({ type: () => MatchReasonResponse, isArray: true })
  readonly why!: readonly MatchReason[];
  @ApiProperty({ type: () => MatchReasonResponse, isArray: true })
  readonly whyNot!: readonly MatchReason[];
  @ApiProperty() readonly alreadyBooked!: boolean;
}

export class MatchedPersonResponse {
  @ApiProperty({ type: [String] }) readonly needCodes!: readonly string[];
  @ApiProperty() readonly hasPostcode!: boolean;
  @ApiProperty({ type: [String] }) readonly accessNeeds!: readonly string[];
}

export class MatchesResponse {
  @ApiProperty({ type: () => MatchedPersonResponse }) readonly person!: MatchedPersonResponse;
  @ApiProperty({ type: () => MatchResponse, isArray: true }) readonly items!: MatchResponse[];
}

export const presentMatches = ({ person, items }: Matches): MatchesResponse => ({
  person: {
    needCodes: person.needCodes,
    hasPostcode: person.hasPostcode,
    accessNeeds: person.accessNeeds,
  },
  items: items.map(presentMatch),
});

const presentMatch = (match: Match): MatchResponse => ({
  sessionId: match.sessionId,
  activityId: match.activityId,
  activityName: match.activityName,
  organisationName: match.organisationName,
  venueName: match.venueName,
  startsAt: match.startsAt.toISOString(),
  endsAt: match.endsAt.toISOString(),
  places: match.places,
  freePlaces: match.freePlaces,
  attendanceMode: match.attendanceMode,
  costPence: match.costPence,
  miles: match.miles,
  accessFeatures: match.accessFeatures,
  score: match.score,
  why: match.why,
  whyNot: match.whyNot,
  alreadyBooked: match.alreadyBooked,
});
