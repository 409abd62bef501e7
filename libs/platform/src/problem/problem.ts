import { STATUS_CODES } from 'node:http';
import { DomainError, type ErrorKind, type FieldError } from '#domain/shared/domain-error.js';

/** An error response. Source: RFC 9457 (Problem Details for HTTP APIs). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance: string;
  readonly errors?: readonly FieldError[];
}

/** The whole mapping from the domain's words to HTTP. */
export const STATUS_BY_KIND: Record<ErrorKind, number> = {
  invalid: 422,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  precondition_required: 428,
  unavailable: 503,
};

/** A request that is malformed before any rule of the domain is asked. */
export class RequestProblem extends Error {
  constructor(
    readonly status: number,
    /** Stable, listed in docs/problems.md. */
    readonly code: string,
    message: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(message);
    this.name = 'RequestProblem';
  }
}

/** Seconds a client should wait before it tries a 429 or 503 again. */
export const RETRY_AFTER_SECONDS = 2;

export function problem(
  status: number,
  code: string,
  detail: string | undefined,
  requestId: string,
  errors: readonly FieldError[] = [],
): Problem {
  return {
    type: `/problems/${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    ...(detail ? { detail } : {}),
    instance: `urn:uuid:${requestId}`,
    ...(errors.length > 0 ? { errors } : {}),
  };
}

export function problemOfDomainError(error: DomainError, requestId: string): Problem {
  return problem(STATUS_BY_KIND[error.kind], error.code, error.message, requestId, error.errors);
}
