import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiResponse } from '@nestjs/swagger';

export class FieldErrorResponse {
  @ApiProperty({ description: 'JSON Pointer to the field.', example: '/needCodes' })
  readonly pointer!: string;

  @ApiProperty()
  readonly code!: string;

  @ApiProperty({ description: 'How to put it right.' })
  readonly detail!: string;
}

/** Every error of the API. Source: RFC 9457. */
export class ProblemResponse {
  @ApiProperty({
    description: 'Stable; listed in docs/problems.md.',
    example: '/problems/record/stale',
  })
  readonly type!: string;

  @ApiProperty()
  readonly title!: string;

  @ApiProperty({ type: 'integer' })
  readonly status!: number;

  @ApiProperty({ required: false })
  readonly detail?: string;

  @ApiProperty({ description: 'Quote this to support.' })
  readonly instance!: string;

  @ApiProperty({ type: () => FieldErrorResponse, isArray: true, required: false })
  readonly errors?: FieldErrorResponse[];
}

/** Declares the problems a route can answer with. */
export const Problems = (...statuses: number[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: 'A problem.',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemResponse' } },
        },
      }),
    ),
  );
