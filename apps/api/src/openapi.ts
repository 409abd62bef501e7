import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ProblemResponse } from './shared/problem.response.js';

const DESCRIPTION = `Referrals for link workers in social prescribing.

Errors are problem+json (RFC 9457); docs/problems.md lists their types. Changes send If-Match with the version
last read, and POSTs that make or send something an Idempotency-Key. Lists give a nextCursor.`;

/** The contract of the API as OpenAPI 3.1, written from the controllers themselves. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Trellis')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth('sid')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    extraModels: [ProblemResponse],
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}`,
  });
  return asOpenApi31(document) as OpenAPIObject;
}

export function serveDocs(app: NestFastifyApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/docs/openapi.json' });
}

/** OpenAPI 3.1 has no `nullable`: null is one of the types, or one of the alternatives of a reference. */
function asOpenApi31(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asOpenApi31);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, asOpenApi31(value)]),
  );
  return nullable === true ? orNull(rest) : rest;
}

function orNull(schema: Record<string, unknown>): Record<string, unknown> {
  const { type, enum: values, allOf, $ref, ...rest } = schema;
  if (typeof type === 'string') {
    return {
      ...rest,
      type: [type, 'null'],
      ...(Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {}),
    };
  }
  const reference = Array.isArray(allOf) ? (allOf as unknown[])[0] : { $ref };
  return { ...rest, anyOf: [reference, { type: 'null' }] };
}
