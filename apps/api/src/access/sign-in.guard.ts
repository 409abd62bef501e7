import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { validationProblem } from '#platform/problem/validation-problem.js';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { SignInRequest } from './dto/session.dto.js';

/**
 * Passport's local strategy, asked only with a body that has an e-mail and a password: guards run
 * before the pipe that judges bodies, and a form that was sent empty is not a wrong password.
 */
@Injectable()
export class SignInGuard extends AuthGuard('local') {
  /** @throws RequestProblem 400 `request/invalid` with the fields to put right */
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const { body } = context.switchToHttp().getRequest<FastifyRequest>();
    const credentials = plainToInstance(SignInRequest, body ?? {});
    const errors = await validate(credentials, {
      whitelist: true,
      forbidNonWhitelisted: true,
      stopAtFirstError: true,
      validationError: { target: false, value: false },
    });
    if (errors.length > 0) throw validationProblem(errors);
    return (await super.canActivate(context)) as boolean;
  }
}
