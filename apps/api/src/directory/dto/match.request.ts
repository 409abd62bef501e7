import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { FlagField, ListCodesField } from '../../shared/validators.js';
import { RepeatedParameter } from '../../shared/page.js';

const MOST_NEEDS = 20;
const DAYS_OF_THE_WEEK = 7;
const MOST_MILES = 100;

const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false };

/** A flag in a query string, where everything arrives as text; other text is refused by the field. */
const FlagParameter = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && value in FLAGS ? FLAGS[value] : value,
  );

const oneDay = 'Send days of the week from 1 (Monday) to 7';

export class MatchesRequest {
  @RepeatedParameter()
  @ListCodesField(MOST_NEEDS, {
    optional: true,
    description: 'Instead of the needs of the referral.',
  })
  readonly needs?: string[] | null;

  @ApiProperty({ type: [Number], required: false, description: 'Days of the week, Monday is 1.' })
  @RepeatedParameter()
  @Type(() => Number)
  @IsOptional()
  @IsArray({ message: oneDay })
  @ArrayMaxSize(DAYS_OF_THE_WEEK, { message: oneDay })
  @IsInt({ each: true, message: oneDay })
  @Min(1, { each: true, message: oneDay })
  @Max(DAYS_OF_THE_WEEK, { each: true, message: oneDay })
  readonly days?: number[] | null;

  @ApiProperty({ type: Number, required: false, minimum: 0.1, maximum: MOST_MILES })
  @Type(() => Number)
  @IsOptional()
  @IsNumber({}, { message: `Enter miles, from 0.1 to ${MOST_MILES}` })
  @Min(0.1, { message: `Enter miles, from 0.1 to ${MOST_MILES}` })
  @Max(MOST_MILES, { message: `Enter miles, from 0.1 to ${MOST_MILES}` })
  readonly withinMiles?: number | null;

  @FlagParameter()
  @FlagField({ optional: true })
  readonly freePlacesOnly?: boolean | null;

  @FlagParameter()
  @FlagField({ optional: true })
  readonly stepFree?: boolean | null;
}
