import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, NestFactory } from '@nestjs/core';
import { describeApi } from '#api/openapi.js';
import { assertEveryRouteDeclared } from '#platform/auth/assert-declared.js';
import { Does, Public, PUBLIC } from '#platform/auth/access.js';
import { startTestApi, type TestApi } from '#test/support/api.js';

const CARE = ['referrer', 'link_worker', 'team_lead'];
const TEAM = ['link_worker', 'team_lead'];
const EVERYBODY = [...CARE, 'venue_staff', 'administrator', 'auditor'];
const OVERSIGHT = ['administrator', 'auditor'];

/**
 * Who may call what, written by hand: a route that is new, gone, or open to somebody else changes a
 * line here, where a reviewer sees it.
 */
const WHO_MAY_CALL: Readonly<Record<string, readonly string[]>> = {
  'POST /api/v1/session': ['public'],
  'GET /api/v1/session': EVERYBODY,
  'DELETE /api/v1/session': EVERYBODY,
  'PUT /api/v1/session/membership': EVERYBODY,
  'POST /api/v1/tokens': ['public'],
  'DELETE /api/v1/tokens/current': EVERYBODY,
  'GET /api/v1/code-lists': EVERYBODY,
  'GET /api/v1/providers': ['referrer'],
  'POST /api/v1/patients/find': ['referrer'],
  'GET /api/v1/patients/{id}/contact': CARE,
  'PUT /api/v1/patients/{id}/contact': CARE,
  'POST /api/v1/referrals': ['referrer'],
  'GET /api/v1/referrals/sent': ['referrer'],
  'GET /api/v1/referrals/new': ['team_lead'],
  'POST /api/v1/referrals/allocations': ['team_lead'],
  'GET /api/v1/team': TEAM,
  'GET /api/v1/referrals/caseload': TEAM,
  'POST /api/v1/referrals/caseload/search': TEAM,
  'GET /api/v1/referrals/{id}': CARE,
  'GET /api/v1/referrals/{id}/timeline': CARE,
  'POST /api/v1/referrals/{id}/transitions': CARE,
  'POST /api/v1/referrals/{id}/contacts': TEAM,
  'GET /api/v1/referrals/{id}/matches': TEAM,
  'POST /api/v1/referrals/{id}/bookings': TEAM,
  'POST /api/v1/bookings/{id}/cancellation': TEAM,
  'POST /api/v1/bookings/{id}/move': TEAM,
  'GET /api/v1/messages/attention': TEAM,
  'POST /api/v1/messages/{id}/handled': TEAM,
  'GET /api/v1/sessions': ['venue_staff'],
  'POST /api/v1/sessions/{id}/move': ['venue_staff'],
  'POST /api/v1/sessions/{id}/cancellation': ['venue_staff'],
  'GET /api/v1/sessions/{id}/register': ['venue_staff'],
  'POST /api/v1/sessions/{id}/attendance': ['venue_staff', ...TEAM],
  'POST /api/v1/audit/search': OVERSIGHT,
  'POST /api/v1/audit/list-views': OVERSIGHT,
};

/** Handlers that answer without a session, whether the document tells of them or not. */
const PUBLIC_HANDLERS = [
  'HealthController.alive',
  'HealthController.ready',
  'SessionController.start',
  'SessionController.token',
];

describe('the routes of the API', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  it('are open to exactly the roles that are written here', () => {
    const { paths } = describeApi(api.app);
    const declared = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations as Record<string, { 'x-roles'?: string[] }>).map(
        ([method, operation]) =>
          [`${method.toUpperCase()} ${path}`, [...(operation['x-roles'] ?? [])].sort()] as const,
      ),
    );
    const written = Object.entries(WHO_MAY_CALL).map(
      ([route, roles]) => [route, [...roles].sort()] as const,
    );

    expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(written));
  });

  it('are public in four places only', () => {
    const scanner = new MetadataScanner();
    const open = [...api.app.get(ModulesContainer).values()].flatMap(({ controllers }) =>
      [...controllers.values()].flatMap(({ metatype }) => {
        const prototype = (metatype as { prototype: object }).prototype;
        return scanner
          .getAllMethodNames(prototype)
          .filter((name) => Reflect.hasMetadata(PUBLIC, Reflect.get(prototype, name) as object))
          .map((name) => `${(metatype as { name: string }).name}.${name}`);
      }),
    );

    expect(open.sort()).toEqual(PUBLIC_HANDLERS);
  });
});

@Controller('things')
class ForgottenController {
  @Get()
  @Does('session.read')
  declared(): void {}

  @Get('open')
  @Public()
  open(): void {}

  @Post()
  forgotten(): void {}

  /** Not a route: nobody can call it from outside. */
  helper(): void {}
}

@Module({ controllers: [ForgottenController] })
class ForgottenModule {}

describe('a route that declares neither an action nor that it is public', () => {
  it('keeps the application from starting, which says which one it is', async () => {
    const app = await NestFactory.createApplicationContext(ForgottenModule, { logger: false });

    expect(() => assertEveryRouteDeclared(app)).toThrow(
      new Error('Routes without a declared action: ForgottenController.forgotten'),
    );

    await app.close();
  });
});
