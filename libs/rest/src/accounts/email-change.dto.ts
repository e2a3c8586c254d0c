import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { IsEmailAddress } from '../validators/email-address.decorator.js';
import { Trimmed } from '../validators/trimmed.decorator.js';

const MAX_EMAIL_LENGTH = 254;

export class ChangeEmailDto {
  @ApiProperty({ example: 'ada.lovelace@example.com', maxLength: MAX_EMAIL_LENGTH })
  @IsEmailAddress()
  @MaxLength(MAX_EMAIL_LENGTH)
  @IsString()
  @Trimmed()
  readonly new_email: string;
}
