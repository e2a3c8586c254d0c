import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsString, MaxLength } from 'class-validator';
import { Trimmed } from '../validators/trimmed.decorator.js';

const MAX_EMAIL_LENGTH = 254;

export class ChangeEmailDto {
  @ApiProperty({ example: 'ada.lovelace@example.com', maxLength: MAX_EMAIL_LENGTH })
  @IsEmail()
  @MaxLength(MAX_EMAIL_LENGTH)
  @IsString()
  @Trimmed()
  readonly new_email: string;
}
