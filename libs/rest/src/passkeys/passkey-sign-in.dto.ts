import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { SessionWishDto } from '../accounts/sign-in.dto.js';
import { ApiSessionToken } from '../twofactor/session-token.js';
import { ASSERTION, IsCredential, PasskeyAssertionDto } from './credential.dto.js';
import { PasskeyRequestOptionsDto } from './options.dto.js';

const MAX_TOKEN_LENGTH = 200;
const MAX_STATE_LENGTH = 512;

/** What a signed-in user, or a sign-in that waits, is asked with. */
export class PasskeyChallengeDto {
  @ApiProperty({ type: PasskeyRequestOptionsDto })
  readonly options: PasskeyRequestOptionsDto;

  @ApiProperty({ example: 300, description: 'Seconds.' })
  readonly expires_in: number;
}

export class PasskeySignInOptionsDto extends PasskeyChallengeDto {
  @ApiProperty({ example: 'p0dJ…', description: 'For `passkeys/login/`, once.' })
  readonly state: string;
}

export class PasskeySignInDto extends SessionWishDto {
  @ApiProperty({ example: 'p0dJ…', maxLength: MAX_STATE_LENGTH, description: 'Of `passkeys/login/options/`.' })
  @MaxLength(MAX_STATE_LENGTH)
  @IsString()
  readonly state: string;

  @ApiProperty({ type: PasskeyAssertionDto, example: ASSERTION, description: 'What the browser made of the options.' })
  @IsCredential()
  readonly credential: PasskeyAssertionDto;
}

export class PendingPasskeyDto {
  @ApiSessionToken()
  readonly session_token?: string | null;

  @ApiPropertyOptional({ type: String, description: 'Bearer only: the `device_token` that the sign-in was begun with, if one was.' })
  @IsOptional()
  @MaxLength(MAX_TOKEN_LENGTH)
  @IsString()
  readonly device_token?: string | null;
}

export function toPasskeyChallengeDto({
  options,
  expiresInMs,
}: {
  options: PasskeyRequestOptionsDto;
  expiresInMs: number;
}): PasskeyChallengeDto {
  return { options, expires_in: Math.floor(expiresInMs / 1000) };
}
