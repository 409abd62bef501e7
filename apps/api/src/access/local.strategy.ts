import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { SignInService } from '#application/access/sign-in.service.js';
import type { AccountRow } from '#persistence/access/accounts.queries.js';
import { RequestProblem } from '#platform/problem/problem.js';
import { Strategy } from 'passport-local';

/** Passport's local strategy over our accounts: e-mail and password, argon2id. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy) {
  constructor(private readonly signIn: SignInService) {
    super({ usernameField: 'email', passwordField: 'password', session: false });
  }

  /** @throws RequestProblem 401 `session/sign-in-failed`, the same for a wrong password and an unknown account */
  async validate(email: string, password: string): Promise<AccountRow> {
    const account = await this.signIn.check(email, password);
    if (!account) {
      throw new RequestProblem(
        401,
        'session/sign-in-failed',
        'The email address or the password is not right.',
      );
    }
    return account;
  }
}
