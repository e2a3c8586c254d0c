import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Expose, Transform } from 'class-transformer';
import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsCredential, PasskeyAssertionDto } from '../passkeys/credential.dto.js';
import { AcceptablePassword } from '../validators/acceptable-password.decorator.js';
import { Same } from '../validators/same.decorator.js';
import { IsEmailAddress } from '../validators/email-address.decorator.js';
import { Trimmed } from '../validators/trimmed.decorator.js';
import { IsSecondFactorCode } from '../validators/typed-code.decorator.js';

const MAX_EMAIL_LENGTH = 254;
const MAX_TOKEN_LENGTH = 200;
const MAX_PASSWORD_INPUT = 4096;
const MAX_CODE_INPUT = 64;
const MISMATCH = { message: 'The two password fields did not match.' };

export class PasswordResetDto {
  @ApiProperty({ example: 'ada@example.com', maxLength: MAX_EMAIL_LENGTH })
  @IsEmailAddress()
  @MaxLength(MAX_EMAIL_LENGTH)
  @IsString()
  @Trimmed()
  readonly email: string;
}

export class PasswordResetConfirmDto {
  @ApiProperty({ example: '0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e', format: 'uuid' })
  @IsUUID('all')
  @IsString()
  readonly uid: string;

  @ApiProperty({ example: 'dGhlIHRva2VuIGluIHlvdXIgbWFpbGVkIGxpbmsgLi4', maxLength: MAX_TOKEN_LENGTH })
  @MaxLength(MAX_TOKEN_LENGTH)
  @IsString()
  readonly token: string;

  @ApiProperty({
    example: 'a lantern by the harbour',
    minLength: 8,
    maxLength: 128,
    format: 'password',
    description: '`password` is read too.',
  })
  @AcceptablePassword()
  @IsString()
  @Expose()
  @Transform(({ obj }: { obj: Record<string, unknown> }) => obj['new_password'] ?? obj['password'])
  readonly new_password: string;

  @ApiPropertyOptional({ type: String, format: 'password', description: 'When given, it must equal `new_password`.' })
  @IsOptional()
  @Same('new_password', MISMATCH)
  @IsString()
  readonly confirm_password?: string | null;
}

export class ChangePasswordDto {
  @ApiPropertyOptional({
    example: 'violet kettle on the moor',
    type: String,
    format: 'password',
    description: 'Required from users who have one.',
  })
  @IsOptional()
  @MaxLength(MAX_PASSWORD_INPUT)
  @IsString()
  readonly old_password?: string | null;

  @ApiProperty({ example: 'a lantern by the harbour', minLength: 8, maxLength: 128, format: 'password' })
  @AcceptablePassword()
  @IsString()
  readonly new_password: string;

  @ApiPropertyOptional({ type: String, format: 'password', description: 'When given, it must equal `new_password`.' })
  @IsOptional()
  @Same('new_password', MISMATCH)
  @IsString()
  readonly confirm_password?: string | null;
}

export class ReauthenticateDto {
  @ApiPropertyOptional({
    example: 'violet kettle on the moor',
    type: String,
    format: 'password',
    description: 'From users without a second factor.',
  })
  @IsOptional()
  @MaxLength(MAX_PASSWORD_INPUT)
  @IsString()
  readonly password?: string | null;

  @ApiPropertyOptional({
    type: String,
    maxLength: MAX_CODE_INPUT,
    description: 'From users with a second factor: its code, or a backup code.',
  })
  @IsOptional()
  @IsSecondFactorCode()
  @MaxLength(MAX_CODE_INPUT)
  @IsString()
  readonly code?: string | null;

  @ApiPropertyOptional({
    type: String,
    maxLength: MAX_CODE_INPUT,
    description: 'In the place of the password: a code of `otp/request/`, sent to the own address or number.',
  })
  @IsOptional()
  @MaxLength(MAX_CODE_INPUT)
  @IsString()
  readonly otp_code?: string | null;

  @ApiPropertyOptional({
    type: PasskeyAssertionDto,
    description: 'In the place of a code or of the password: what the browser made of `reauthenticate/options/`.',
  })
  @IsOptional()
  @IsCredential()
  readonly credential?: PasskeyAssertionDto | null;
}
