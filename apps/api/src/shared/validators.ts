import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';

/**
 * The field kinds of the contract: each one validates and describes itself, so that what the
 * OpenAPI document says and what the API refuses cannot part. Messages say how to put it right.
 */

interface Options {
  readonly optional?: boolean;
  readonly description?: string;
}

const presence = ({ optional }: Options): PropertyDecorator[] => (optional ? [IsOptional()] : []);

const described = (options: Options, schema: ApiPropertyOptions): PropertyDecorator =>
  ApiProperty({
    ...schema,
    ...(options.description ? { description: options.description } : {}),
    ...(options.optional ? { required: false, nullable: true } : {}),
  } as ApiPropertyOptions);

export const TextField = (
  max: number,
  options: Options & { readonly enter?: string } = {},
): PropertyDecorator =>
  applyDecorators(
    described(options, {
      type: String,
      maxLength: max,
      ...(options.optional ? {} : { minLength: 1 }),
    }),
    ...presence(options),
    IsString({ message: `Enter ${options.enter ?? 'text'}` }),
    ...(options.optional ? [] : [MinLength(1, { message: `Enter ${options.enter ?? 'text'}` })]),
    MaxLength(max, { message: `Use ${max} characters or fewer` }),
  );

export const CodeField = (codes: readonly string[], options: Options = {}): PropertyDecorator =>
  applyDecorators(
    described(options, { type: String, enum: [...codes] }),
    ...presence(options),
    IsIn(codes, { message: 'Select one of the answers' }),
  );

/** A code of a list that lives in the database; the use case judges whether it is in the list. */
export const ListCodeField = (options: Options = {}): PropertyDecorator =>
  applyDecorators(
    described(options, { type: String, pattern: '^[A-Za-z0-9_-]{1,40}$' }),
    ...presence(options),
    Matches(/^[A-Za-z0-9_-]{1,40}$/, { message: 'Select one of the answers' }),
  );

export const ListCodesField = (max: number, options: Options = {}): PropertyDecorator =>
  applyDecorators(
    described(options, { type: [String], maxItems: max }),
    ...presence(options),
    IsArray({ message: 'Send a list' }),
    ArrayMaxSize(max, { message: `Select ${max} or fewer` }),
    Matches(/^[A-Za-z0-9_-]{1,40}$/, { each: true, message: 'Select from the list' }),
  );

export const TextsField = (
  maxItems: number,
  max: number,
  options: Options = {},
): PropertyDecorator =>
  applyDecorators(
    described(options, { type: [String], maxItems }),
    ...presence(options),
    IsArray({ message: 'Send a list' }),
    ArrayMaxSize(maxItems, { message: `Use ${maxItems} or fewer` }),
    IsString({ each: true, message: 'Enter text' }),
    MaxLength(max, { each: true, message: `Use ${max} characters or fewer` }),
  );

export const IdField = (options: Options = {}): PropertyDecorator =>
  applyDecorators(
    described(options, { type: String, format: 'uuid' }),
    ...presence(options),
    IsUUID(undefined, { message: 'Send the id of a record' }),
  );

export const FlagField = (options: Options = {}): PropertyDecorator =>
  applyDecorators(
    described(options, { type: Boolean }),
    ...presence(options),
    IsBoolean({ message: 'Answer yes or no (true or false)' }),
  );

export const NumberField = (min: number, max: number, options: Options = {}): PropertyDecorator =>
  applyDecorators(
    described(options, { type: 'integer', minimum: min, maximum: max }),
    ...presence(options),
    IsInt({ message: `Enter a whole number from ${min} to ${max}` }),
    Min(min, { message: `Enter a number from ${min} to ${max}` }),
    Max(max, { message: `Enter a number from ${min} to ${max}` }),
  );

/** A number in a query string, where everything arrives as text. */
export const QueryNumberField = (
  min: number,
  max: number,
  options: Options = {},
): PropertyDecorator =>
  applyDecorators(
    Type(() => Number),
    NumberField(min, max, options),
  );

export const DateField = (options: Options = {}): PropertyDecorator =>
  applyDecorators(
    described(options, { type: String, format: 'date' }),
    ...presence(options),
    Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'Enter a date as YYYY-MM-DD' }),
  );

// Every part within its range, so that what matches is always a real instant to whoever reads it.
const INSTANT =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

export const InstantField = (options: Options = {}): PropertyDecorator =>
  applyDecorators(
    described(options, { type: String, format: 'date-time' }),
    ...presence(options),
    Matches(INSTANT, { message: 'Send a time with its zone, such as 2026-11-22T10:00:00Z' }),
  );

export const TimeField = (options: Options = {}): PropertyDecorator =>
  applyDecorators(
    described(options, { type: String, pattern: '^\\d{2}:\\d{2}$' }),
    ...presence(options),
    Matches(/^\d{2}:\d{2}$/, { message: 'Enter a time, such as 09:30' }),
  );

export const NestedField = (
  type: () => new () => object,
  options: Options = {},
): PropertyDecorator =>
  applyDecorators(
    described(options, { type: () => type() }),
    ...presence(options),
    ValidateNested(),
    Type(type),
    IsObject({ message: 'Send an object' }),
  );

export const NestedListField = (
  type: () => new () => object,
  max: number,
  options: Options = {},
): PropertyDecorator =>
  applyDecorators(
    described(options, { type: () => type(), isArray: true, maxItems: max }),
    ...presence(options),
    IsArray({ message: 'Send a list' }),
    ArrayMaxSize(max, { message: `Send ${max} or fewer` }),
    ValidateNested({ each: true }),
    Type(type),
  );
