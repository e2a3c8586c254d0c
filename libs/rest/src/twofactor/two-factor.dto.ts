import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { TokensDto } from '../accounts/session.dto.js';
import { IsCredential, PasskeyAssertionDto } from '../passkeys/credential.dto.js';
import { ApiSessionToken } from './session-token.js';
import { InPlaceOf, UnlessGiven } from '../validators/in-place-of.decorator.js';
import { IsSecondFactorCode, IsTotpCode } from '../validators/typed-code.decorator.js';

/** Longer than any code with its dashes and spaces. */
const MAX_CODE_INPUT = 64;
const MAX_PASSWORD_INPUT = 4096;
const MAX_TOKEN_LENGTH = 200;

export class TwoFactorStateDto {
  @ApiProperty({ example: true })
  readonly enabled: boolean;

  @ApiProperty({ example: '2026-10-26T09:30:00.000Z', type: String, format: 'date-time', nullable: true })
  readonly enabled_at: Date | null;

  @ApiProperty({
    type: [String],
    example: ['totp', 'backup_code', 'passkey'],
    description: 'What you can prove yourself with: `totp`, `passkey`, `backup_code`; while it is off only `passkey`.',
  })
  readonly methods: readonly string[];

  @ApiProperty({ example: 10, description: 'Those that came with a first passkey work once two-step sign-in is on.' })
  readonly backup_codes_remaining: number;
}

export class TwoFactorSetupDto {
  @ApiProperty({ example: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', description: 'Base32, for who cannot scan.' })
  readonly secret: string;

  @ApiProperty({ example: 'otpauth://totp/Castellan:ada%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Castellan' })
  readonly otpauth_uri: string;

  @ApiProperty({ example: 'data:image/png;base64,iVBORw0KGgo…', description: 'The same as a picture, a data URI.' })
  readonly qr_code: string;

  @ApiProperty({ example: 600, description: 'Seconds until the set-up must be begun again.' })
  readonly expires_in: number;
}

export class SetUpTwoFactorDto {
  @ApiPropertyOptional({
    example: '287082',
    maxLength: MAX_CODE_INPUT,
    type: String,
    description: 'Staff only: the code that `otp/request/` sent to the own address.',
  })
  @IsOptional()
  @MaxLength(MAX_CODE_INPUT)
  @IsString()
  readonly otp_code?: string | null;
}

/** A passkey, in the place of a `code`. */
const ApiCredential = (options: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: PasskeyAssertionDto, description: `In the place of a code: what the browser made of \`${options}\`.` }),
    IsOptional(),
    InPlaceOf('code'),
    IsCredential(),
  );

export class EnableTwoFactorDto {
  @ApiPropertyOptional({ example: '287082', type: String, maxLength: MAX_CODE_INPUT, description: 'Of the authenticator that was set up.' })
  @UnlessGiven('credential')
  @IsTotpCode()
  @MaxLength(MAX_CODE_INPUT)
  @IsString()
  readonly code?: string | null;

  @ApiCredential('reauthenticate/options/')
  readonly credential?: PasskeyAssertionDto | null;

  @ApiPropertyOptional({
    example: '287082',
    maxLength: MAX_CODE_INPUT,
    type: String,
    description: 'Staff, beside a credential: the code that `otp/request/` sent to the own address.',
  })
  @IsOptional()
  @MaxLength(MAX_CODE_INPUT)
  @IsString()
  readonly otp_code?: string | null;
}

export class TwoFactorEnabledByCookieDto {
  @ApiProperty({ example: 'Two-factor authentication is on.' })
  readonly detail: string;

  @ApiProperty({
    type: [String],
    example: ['7KQ2-M4XJT-9WPQH'],
    description: 'Shown this once; each works once. None where it was on already.',
  })
  readonly backup_codes: readonly string[];
}

export class TwoFactorEnabledByBearerDto extends TwoFactorEnabledByCookieDto {
  @ApiProperty({ type: TokensDto, description: 'Of assurance level 2.' })
  readonly tokens: TokensDto;
}

export class DisableTwoFactorDto {
  @ApiPropertyOptional({
    example: 'violet kettle on the moor',
    type: String,
    format: 'password',
    description: 'Required from users who have one.',
  })
  @IsOptional()
  @MaxLength(MAX_PASSWORD_INPUT)
  @IsString()
  readonly password?: string | null;

  @ApiPropertyOptional({
    example: '287082',
    type: String,
    maxLength: MAX_CODE_INPUT,
    description: 'Of the authenticator, or a backup code.',
  })
  @UnlessGiven('credential')
  @IsSecondFactorCode()
  @MaxLength(MAX_CODE_INPUT)
  @IsString()
  readonly code?: string | null;

  @ApiCredential('reauthenticate/options/')
  readonly credential?: PasskeyAssertionDto | null;
}

export class VerifyLoginDto {
  @ApiSessionToken()
  readonly session_token?: string | null;

  @ApiPropertyOptional({
    example: '287082',
    type: String,
    maxLength: MAX_CODE_INPUT,
    description: 'Of the authenticator, or a backup code.',
  })
  @UnlessGiven('credential')
  @IsSecondFactorCode()
  @MaxLength(MAX_CODE_INPUT)
  @IsString()
  readonly code?: string | null;

  @ApiCredential('2fa/passkey-options/')
  readonly credential?: PasskeyAssertionDto | null;

  @ApiPropertyOptional({
    type: Boolean,
    nullable: true,
    description: 'Ask for no second factor on this device for 30 days; by default it is asked for.',
  })
  @IsOptional()
  @IsBoolean()
  readonly trust_device?: boolean | null;

  @ApiPropertyOptional({ type: String, description: 'Bearer only: the `device_token` that the sign-in was begun with, if one was.' })
  @IsOptional()
  @MaxLength(MAX_TOKEN_LENGTH)
  @IsString()
  readonly device_token?: string | null;
}

/** What a sign-in waits for. */
export class PendingSignInDto {
  @ApiProperty({
    example: ['totp', 'backup_code'],
    enum: ['totp', 'passkey', 'backup_code'],
    isArray: true,
    description: 'Any of them finishes it.',
  })
  readonly methods: readonly string[];
}

export class BackupCodeDto {
  @ApiProperty({ example: null, type: String, format: 'date-time', nullable: true, description: 'Null while it is good.' })
  readonly used_at: Date | null;
}

/** The codes themselves are stored hashed: they are only in the answer that made them. */
export class BackupCodesDto {
  @ApiProperty({ example: 10 })
  readonly total: number;

  @ApiProperty({ example: 9 })
  readonly remaining: number;

  @ApiProperty({ type: [BackupCodeDto] })
  readonly codes: readonly BackupCodeDto[];
}

export class RegenerateBackupCodesDto {
  @ApiPropertyOptional({
    example: 'violet kettle on the moor',
    type: String,
    format: 'password',
    description: 'Required from users who have one.',
  })
  @IsOptional()
  @MaxLength(MAX_PASSWORD_INPUT)
  @IsString()
  readonly password?: string | null;
}

export class NewBackupCodesDto {
  @ApiProperty({ example: 'New backup codes made. The old ones no longer work.' })
  readonly detail: string;

  @ApiProperty({ type: [String], example: ['7KQ2-M4XJT-9WPQH'], description: 'Shown this once; each works once.' })
  readonly backup_codes: readonly string[];
}
