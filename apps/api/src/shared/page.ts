import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { QueryNumberField } from './validators.js';

export const DEFAULT_PAGE = 25;
export const MAX_PAGE = 100;

/** How a list is asked for: from a cursor on, so many rows. */
export class PageRequest {
  @ApiProperty({ type: String, required: false, description: 'nextCursor of the page before.' })
  @IsOptional()
  @IsString({ message: 'Use the nextCursor of the page before' })
  @MaxLength(500, { message: 'Use the nextCursor of the page before' })
  readonly cursor?: string;

  @QueryNumberField(1, MAX_PAGE, {
    optional: true,
    description: `Rows a page, ${DEFAULT_PAGE} unless told.`,
  })
  readonly limit?: number;
}

/** A parameter that may be repeated: one value is a list of one. */
export const RepeatedParameter = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    value === undefined ? undefined : Array.isArray(value) ? value : [value],
  );
