import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { RequestMethod, ValidationPipe } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { assertEveryRouteDeclared } from '#platform/auth/assert-declared.js';
import type { Config } from '#platform/config/config.js';
import { assertPlainJson, assertPlainText } from '#platform/http/json-guard.js';
import { newId } from '#platform/ids/uuid.js';
import type { StructuredLogger } from '#platform/logging/logger.js';
import { sendProblem, toProblem } from '#platform/problem/problem.filter.js';
import { RequestProblem } from '#platform/problem/problem.js';
import { validationProblem } from '#platform/problem/validation-problem.js';
import type {
  ConnectionError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RouteOptions,
} from 'fastify';
import { serveClient } from './serve-client.js';
import { describeApi, serveDocs } from './openapi.js';

export const API_PREFIX = 'api/v1';

const BODY_LIMIT_BYTES = 256 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const MAX_URL = 4096;

export const fastifyAdapter = ({ trustedProxies }: Config): FastifyAdapter =>
  new FastifyAdapter({
    trustProxy: (_address: string, hop: number) => hop < trustedProxies,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    genReqId: () => newId(),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, toProblem(error, request.id)),
    clientErrorHandler: refuseUnreadable,
  });

/** What is not even HTTP: there is no request yet, so the answer is written onto the socket. */
function refuseUnreadable(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy(error);
    return;
  }
  const answer = toProblem({ statusCode: UNREADABLE[error.code ?? ''] ?? 400 }, newId());
  const body = JSON.stringify(answer);
  socket.end(
    `HTTP/1.1 ${answer.status} ${answer.title}\r\nContent-Type: application/problem+json\r\nConnection: close\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

const UNREADABLE: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Everything between a socket and a controller, the same in production and in every test. */
export async function configureApp(
  app: NestFastifyApplication,
  config: Config,
  logger: StructuredLogger,
): Promise<void> {
  app.setGlobalPrefix(API_PREFIX, {
    exclude: [
      { path: 'healthz', method: RequestMethod.GET },
      { path: 'readyz', method: RequestMethod.GET },
    ],
  });
  app.useGlobalPipes(
    new ValidationPipe({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      stopAtFirstError: true,
      validationError: { target: false, value: false },
      exceptionFactory: validationProblem,
    }),
  );
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  await fastify.register(cookie);
  await fastify.register(helmet, helmetOptions(config));
  await fastify.register(rateLimit, { global: false });
  const limit = fastify.rateLimit({ max: config.signInsPerMinute, timeWindow: 60_000 });
  fastify.addHook('onRoute', (route) => {
    // One counter for all of them: a guess is a guess, whichever door it is tried at.
    if (isSignIn(route)) route.onRequest = [limit, ...[route.onRequest ?? []].flat()];
  });
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('preValidation', refuseImplausible);
  fastify.addHook('onSend', markPrivate);
  fastify.addHook('onResponse', logLine(logger));
  serveDocs(app, describeApi(app));
  if (config.clientFolder) await serveClient(fastify, config.clientFolder);
  assertEveryRouteDeclared(app);
}

/** The client runs under this policy; the API's own answers need even less. */
function helmetOptions(config: Config) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' as const },
    hsts: config.production ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    crossOriginOpenerPolicy: { policy: 'same-origin' as const },
    frameguard: { action: 'deny' as const },
  };
}

const SIGN_IN_ROUTES = new Set([`/${API_PREFIX}/session`, `/${API_PREFIX}/tokens`]);

/** By the route, not by the address: one route has many ways to be written. */
const isSignIn = ({ method, url }: RouteOptions): boolean =>
  method === 'POST' && SIGN_IN_ROUTES.has(url);

/** @throws RequestProblem for what no use case should have to look at */
function refuseImplausible(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  try {
    assertPlausible(request);
  } catch (error) {
    done(error as Error);
    return;
  }
  done();
}

function assertPlausible(request: FastifyRequest): void {
  if (request.url.length > MAX_URL)
    throw new RequestProblem(414, 'request/too-large', 'The address is too long.');
  for (const [name, value] of Object.entries(request.query as Record<string, unknown>)) {
    for (const text of [value].flat()) assertPlainText(String(text), `/${name.slice(0, 60)}`);
  }
  const { body } = request;
  if (body === undefined) return;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new RequestProblem(400, 'request/malformed', 'Send a JSON object.');
  }
  assertPlainJson(body);
}

function markPrivate<Payload>(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: Payload,
  done: (error: null, payload: Payload) => void,
): void {
  if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
  done(null, payload);
}

const logLine =
  (logger: StructuredLogger) =>
  (
    request: FastifyRequest & {
      authenticated?: { actor: { membershipId: string; organisationId: string } };
    },
    reply: { statusCode: number; elapsedTime: number },
    done: () => void,
  ): void => {
    logger.info('request', {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      actorId: request.authenticated?.actor.membershipId,
      organisationId: request.authenticated?.actor.organisationId,
    });
    done();
  };
