import type { KnownAccount } from '@castellan/accounts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsEmailAddress } from '../../validators/email-address.decorator.js';
import { Trimmed } from '../../validators/trimmed.decorator.js';
import { IsUsername } from '../../validators/username.decorator.js';
import { NothingElse } from '../../validators/nothing-else.decorator.js';
import { MayBeLeftOut } from '../../validators/may-be-left-out.decorator.js';
import { NameField } from './name-field.decorator.js';

const MAX_EMAIL_LENGTH = 254; // RFC 5321 §4.5.3.1.3
/** As long as a hash of any format that is read. */
const MAX_HASH_LENGTH = 512;

@NothingElse()
export class CreateUserDto {
  @ApiProperty({ example: 'ada@example.com', maxLength: MAX_EMAIL_LENGTH })
  @IsEmailAddress()
  @MaxLength(MAX_EMAIL_LENGTH)
  @IsString()
  @Trimmed()
  readonly email: string;

  @ApiPropertyOptional({ minLength: 3, maxLength: 150, type: String, nullable: true, description: 'Unique without case; never an `@`.' })
  @IsOptional()
  @IsUsername()
  @IsString()
  readonly username?: string | null;

  @NameField('Ada')
  readonly first_name?: string;

  @NameField('Lovelace')
  readonly last_name?: string;

  @ApiPropertyOptional({ type: Boolean, description: 'Somebody has proven the address already.' })
  @MayBeLeftOut()
  @IsBoolean()
  readonly is_verified?: boolean;

  @ApiPropertyOptional({
    type: String,
    maxLength: MAX_HASH_LENGTH,
    description: 'Of a [known format](docs/reference/contract.md#passwords), as another system stored it.',
  })
  @MayBeLeftOut()
  @MaxLength(MAX_HASH_LENGTH)
  @IsString()
  readonly password_hash?: string;

  @ApiPropertyOptional({ example: true, type: Boolean, description: 'Mails its owner the link that sets a password.' })
  @MayBeLeftOut()
  @IsBoolean()
  readonly invite?: boolean;
}

/** What the body says, for the service. */
export const toKnownAccount = (body: CreateUserDto): KnownAccount => ({
  email: body.email,
  username: body.username ?? null,
  firstName: body.first_name ?? '',
  lastName: body.last_name ?? '',
  isVerified: body.is_verified ?? false,
  passwordHash: body.password_hash ?? null,
  isInvited: body.invite ?? false,
});
