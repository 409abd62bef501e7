import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#domain/access/actor.js';
import { type Action, ROLE_ACTIONS } from '#domain/access/actions.js';

export const ACTION = 'trellis:action';
export const PUBLIC = 'trellis:public';

/** What a route does, in the policy's words: who may knock is looked up in the domain's one table. */
export const Does = (action: Action): MethodDecorator =>
  applyDecorators(
    SetMetadata(ACTION, action),
    ApiExtension('x-action', action),
    ApiExtension('x-roles', [...ROLE_ACTIONS[action]]),
  );

/** A route that answers without a session. Each one is listed in the route access test. */
export const Public = (): MethodDecorator =>
  applyDecorators(SetMetadata(PUBLIC, true), ApiExtension('x-roles', ['public']));

/** How a request proved who it is. */
export interface Authenticated {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly kind: 'browser' | 'bearer';
  readonly expiresAt: Date;
}

export type AuthenticatedRequest = FastifyRequest & { authenticated?: Authenticated };

export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { authenticated } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!authenticated) throw new Error('CurrentActor was asked for on a route without a session');
  return authenticated.actor;
});

export const CurrentSession = createParamDecorator(
  (_: unknown, context: ExecutionContext): Authenticated => {
    const { authenticated } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!authenticated)
      throw new Error('CurrentSession was asked for on a route without a session');
    return authenticated;
  },
);
