import type { PasswordOwner } from '@castellan/accounts';
import { PLAIN_LINE } from '@castellan/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { AcceptablePassword } from '../validators/acceptable-password.decorator.js';
import { ConfirmationDto } from './confirmation.dto.js';
import { ApiSourceUrl } from './source-url.js';
import { Same } from '../validators/same.decorator.js';
import { IsEmailAddress } from '../validators/email-address.decorator.js';
import { IsUsername } from '../validators/username.decorator.js';
import { Trimmed } from '../validators/trimmed.decorator.js';
import { DetailDto } from './detail.dto.js';

const MAX_EMAIL_LENGTH = 254; // RFC 5321 §4.5.3.1.3
const MAX_NAME_LENGTH = 150;

export class SignUpDto {
  @ApiProperty({ example: 'ada@example.com', maxLength: MAX_EMAIL_LENGTH })
  @IsEmailAddress()
  @MaxLength(MAX_EMAIL_LENGTH)
  @IsString()
  @Trimmed()
  readonly email: string;

  @ApiProperty({ example: 'violet kettle on the moor', minLength: 8, maxLength: 128, format: 'password' })
  @AcceptablePassword(ownerOf)
  @IsString()
  readonly password: string;

  @ApiPropertyOptional({
    type: String,
    format: 'password',
    description: 'When given, it must equal `password`.',
  })
  @IsOptional()
  @Same('password', { message: 'The two password fields did not match.' })
  @IsString()
  readonly confirm_password?: string | null;

  @ApiPropertyOptional({ minLength: 3, maxLength: 150, type: String, description: 'Unique without case; never an `@`.' })
  @IsOptional()
  @IsUsername()
  @IsString()
  readonly username?: string | null;

  @ApiPropertyOptional({ example: 'Ada', maxLength: MAX_NAME_LENGTH, type: String })
  @IsOptional()
  @Matches(PLAIN_LINE, { message: 'Control characters are not allowed.' })
  @MaxLength(MAX_NAME_LENGTH)
  @IsString()
  @Trimmed()
  readonly first_name?: string | null;

  @ApiPropertyOptional({ example: 'Lovelace', maxLength: MAX_NAME_LENGTH, type: String })
  @IsOptional()
  @Matches(PLAIN_LINE, { message: 'Control characters are not allowed.' })
  @MaxLength(MAX_NAME_LENGTH)
  @IsString()
  @Trimmed()
  readonly last_name?: string | null;

  @ApiSourceUrl()
  readonly source_url?: string | null;
}

export class VerifyAccountDto extends ConfirmationDto {
  @ApiPropertyOptional({
    type: String,
    format: 'password',
    description: 'That of one of several sign-ups with the address; asked for by `password_required`.',
  })
  @IsOptional()
  @IsString()
  readonly password?: string | null;
}

export class VerifiedDto extends DetailDto {
  @ApiProperty({ description: 'Whether the account has a password, as in `me/`.' })
  readonly has_password: boolean;

  @ApiProperty({
    description: 'Whether the account has a password or a provider to sign in with; else a link to choose a password was mailed.',
  })
  readonly has_way_in: boolean;
}

export class ResendVerificationDto {
  @ApiProperty({ example: 'ada@example.com', maxLength: MAX_EMAIL_LENGTH })
  @IsEmailAddress()
  @MaxLength(MAX_EMAIL_LENGTH)
  @IsString()
  @Trimmed()
  readonly email: string;
}

/** What of the rest of the body is text enough to compare the password with. */
function ownerOf({ email, username, first_name, last_name }: Partial<Record<keyof SignUpDto, unknown>>): Partial<PasswordOwner> {
  return { email: textOf(email), username: textOf(username), firstName: textOf(first_name), lastName: textOf(last_name) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
