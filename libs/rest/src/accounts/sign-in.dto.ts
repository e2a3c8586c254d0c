import type { Transport } from '@castellan/access';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { NamesOneUser } from '../validators/names-one-user.decorator.js';
import { ApiSessionBy, SessionDto, TokensDto } from './session.dto.js';
import { UserDto } from './user.dto.js';

/** Longer than any password the policy accepts; long enough for what older systems accepted. */
const MAX_PASSWORD_INPUT = 4096;
const MAX_TOKEN_LENGTH = 200;

/** How a session is wanted, whatever opens it. */
export class SessionWishDto {
  @ApiPropertyOptional({ enum: ['cookie', 'bearer'], description: 'How the tokens travel; by default in cookies.' })
  @IsOptional()
  @IsIn(['cookie', 'bearer'])
  readonly transport?: Transport | null;

  @ApiPropertyOptional({ type: String, description: 'Bearer only: the `device_token` of the last answer.' })
  @IsOptional()
  @MaxLength(MAX_TOKEN_LENGTH)
  @IsString()
  readonly device_token?: string | null;
}

export class SignInDto extends SessionWishDto {
  @ApiPropertyOptional({ example: 'ada@example.com', type: String })
  @IsOptional()
  @IsString()
  readonly email?: string | null;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  readonly username?: string | null;

  @ApiPropertyOptional({ type: String, description: 'An address or a username. Give one of the three.' })
  @NamesOneUser()
  readonly identifier?: string | null;

  @ApiProperty({ example: 'violet kettle on the moor', format: 'password' })
  @MaxLength(MAX_PASSWORD_INPUT)
  @IsString()
  readonly password: string;
}

/** The right first factor of somebody who has a second one. */
export class SecondFactorRequiredDto {
  @ApiProperty({ example: true, enum: [true] })
  readonly requires_2fa: true;

  @ApiProperty({ example: 'p0dJ…', description: 'For `2fa/verify-login/`, once, by the client that began. It is no access token.' })
  readonly session_token: string;

  @ApiProperty({
    example: ['totp', 'backup_code'],
    enum: ['totp', 'passkey', 'backup_code'],
    isArray: true,
    description: 'Any of them finishes it.',
  })
  readonly methods: readonly string[];

  @ApiProperty({ example: 300, description: 'Seconds.' })
  readonly expires_in: number;
}

/** What everybody hears who has signed in. */
export class SignedInDto {
  @ApiProperty({ example: 'Login successful.' })
  readonly detail: string;

  @ApiProperty({ example: false, enum: [false] })
  readonly requires_2fa: false;

  @ApiProperty({ type: UserDto })
  readonly user: UserDto;

  @ApiPropertyOptional({ example: 9, description: 'How many backup codes are left, once one was used.' })
  readonly backup_codes_remaining?: number;

  @ApiPropertyOptional({ example: 'You signed in with a backup code. 9 are left.', description: 'After a backup code.' })
  readonly warning?: string;
}

/** The tokens are in the cookies that come along, and nowhere else. */
export class SignedInByCookieDto extends SignedInDto {
  @ApiSessionBy('cookie')
  readonly session: SessionDto;
}

export class SignedInByBearerDto extends SignedInDto {
  @ApiSessionBy('bearer')
  readonly session: SessionDto;

  @ApiProperty({
    example: 'q0n8…',
    description: 'Keep it in place of the one before, and send it with the next sign-in from this device. It works once.',
  })
  readonly device_token: string;

  @ApiProperty({ type: TokensDto })
  readonly tokens: TokensDto;
}

export type SignedInAnswer = SignedInByCookieDto | SignedInByBearerDto;
