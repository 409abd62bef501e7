import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RequestProblem } from '../problem/problem.js';

const headerOf = (context: ExecutionContext, name: string): string | undefined => {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/**
 * The version a client last read, from `If-Match: "n"`.
 *
 * @throws RequestProblem 428 `request/if-match-required`, 400 `request/if-match-malformed`
 */
export function parseIfMatch(value: string | undefined): number {
  if (value === undefined) {
    throw new RequestProblem(
      428,
      'request/if-match-required',
      'Send If-Match with the version you last read, such as "3".',
    );
  }
  const version = /^"(\d{1,9})"$/.exec(value)?.[1];
  if (version === undefined) {
    throw new RequestProblem(
      400,
      'request/if-match-malformed',
      'If-Match must hold one version in double quotes, such as "3".',
    );
  }
  return Number(version);
}

/**
 * The key that makes a repeated POST safe, from `Idempotency-Key`.
 *
 * @throws RequestProblem 400 `request/idempotency-key-required`
 */
export function parseIdempotencyKey(value: string | undefined): string {
  if (value === undefined || !/^[A-Za-z0-9_-]{16,64}$/.test(value)) {
    throw new RequestProblem(
      400,
      'request/idempotency-key-required',
      'Send an Idempotency-Key of 16 to 64 letters, digits, "-" or "_", the same for every try of the same request.',
    );
  }
  return value;
}

export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext) =>
  parseIfMatch(headerOf(context, 'if-match')),
);

export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext) =>
  parseIdempotencyKey(headerOf(context, 'idempotency-key')),
);

export const RequestId = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().id,
);

export const etagOf = (version: number): string => `"${version}"`;
