import { ApiProperty } from '@nestjs/swagger';
import { ORGANISATION_KINDS, ROLES } from '#domain/access/role.js';
import { IdField, TextField } from '../../shared/validators.js';

export class SignInRequest {
  @TextField(255, { enter: 'your email address' })
  readonly email!: string;

  @TextField(128, { enter: 'your password' })
  readonly password!: string;
}

export class ChooseMembershipRequest {
  @IdField()
  readonly membershipId!: string;
}

export class MembershipResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ enum: ROLES }) readonly role!: string;
  @ApiProperty({ format: 'uuid' }) readonly organisationId!: string;
  @ApiProperty() readonly organisationName!: string;
  @ApiProperty({ enum: ORGANISATION_KINDS }) readonly organisationKind!: string;
}

export class UserResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly displayName!: string;
  @ApiProperty() readonly email!: string;
}

export class SessionResponse {
  @ApiProperty({ type: () => UserResponse }) readonly user!: UserResponse;
  @ApiProperty({ type: () => MembershipResponse }) readonly membership!: MembershipResponse;
  @ApiProperty({
    type: () => MembershipResponse,
    isArray: true,
    description: 'Every role this person holds now.',
  })
  readonly memberships!: MembershipResponse[];
  @ApiProperty({ type: [String], description: 'Actions of the routes this role may call.' })
  readonly permittedActions!: string[];
  @ApiProperty({ description: 'Send it as X-CSRF-Token with every change.' })
  readonly csrfToken!: string;
  @ApiProperty({ format: 'date-time' }) readonly expiresAt!: string;
  @ApiProperty({
    type: 'integer',
    description: 'The session ends after so many minutes without use.',
  })
  readonly idleMinutes!: number;
}

export class TokenResponse {
  @ApiProperty() readonly accessToken!: string;
  @ApiProperty({ enum: ['Bearer'] }) readonly tokenType!: string;
  @ApiProperty({ format: 'date-time' }) readonly expiresAt!: string;
}
