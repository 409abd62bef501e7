import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#domain/shared/domain-error.js';
import { StructuredLogger } from '../logging/logger.js';
import { domainErrorOfDatabase } from './database-problem.js';
import {
  type Problem,
  problem,
  problemOfDomainError,
  RequestProblem,
  RETRY_AFTER_SECONDS,
} from './problem.js';

/** The only place that writes an error response. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: StructuredLogger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const answer = toProblem(error, request.id);
    if (answer.status >= 500) {
      this.logger.failure('request failed', error, {
        requestId: request.id,
        route: request.routeOptions.url,
        method: request.method,
        status: answer.status,
      });
    }
    sendProblem(http.getResponse<FastifyReply>(), answer);
  }
}

export function sendProblem(reply: FastifyReply, answer: Problem): void {
  const mayTryAgain = answer.status === 503 || answer.status === 429;
  // Who counts requests knows better when there is room again.
  if (mayTryAgain && !reply.hasHeader('retry-after')) {
    void reply.header('retry-after', RETRY_AFTER_SECONDS);
  }
  void reply
    .status(answer.status)
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(answer));
}

export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof RequestProblem) {
    return problem(error.status, error.code, error.message, requestId, error.errors);
  }
  if (error instanceof DomainError) return problemOfDomainError(error, requestId);
  const known = domainErrorOfDatabase(error);
  if (known) return problemOfDomainError(known, requestId);
  return ofHttp(statusOf(error), requestId);
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (typeof error === 'object' && error !== null && 'statusCode' in error) {
    return typeof error.statusCode === 'number' ? error.statusCode : 500;
  }
  return 500;
}

/** Errors of the HTTP layer itself (Fastify's, NestJS's): their own texts are never passed on. */
const HTTP_PROBLEMS: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  400: [
    'request/malformed',
    'The request could not be read. Send a JSON object with the fields the API describes.',
  ],
  401: ['session/required', 'Sign in and try again.'],
  403: ['session/forbidden', 'Your role does not include this.'],
  404: ['route/not-found', 'There is nothing at this address.'],
  405: ['route/not-found', 'There is nothing at this address.'],
  408: ['request/too-slow', 'The request took too long to arrive. Try again.'],
  413: ['request/too-large', 'The request is larger than 256 kB. Send less at a time.'],
  414: ['request/too-large', 'The address is too long.'],
  415: ['request/media-type', 'Send the body as application/json.'],
  431: ['request/too-large', 'The headers of the request are larger than 16 kB.'],
  429: ['request/too-many', 'Too many requests. Wait a moment and try again.'],
  503: ['service/unavailable', 'The service is not available. Try again in a moment.'],
};

function ofHttp(status: number, requestId: string): Problem {
  const known = HTTP_PROBLEMS[status];
  if (known) return problem(status, known[0], known[1], requestId);
  if (status >= 400 && status < 500)
    return problem(status, 'request/refused', undefined, requestId);
  return problem(
    500,
    'service/fault',
    'Something went wrong on our side. Nothing was changed.',
    requestId,
  );
}
