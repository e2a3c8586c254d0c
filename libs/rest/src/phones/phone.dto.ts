import { phoneNumber } from '@castellan/accounts';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, ValidateBy } from 'class-validator';
import { Trimmed } from '../validators/trimmed.decorator.js';

const MAX_CODE_INPUT = 32;

function IsPhoneNumberWithCountry(): PropertyDecorator {
  return ValidateBy({
    name: 'isPhoneNumberWithCountry',
    validator: {
      validate: (value) => typeof value === 'string' && phoneNumber(value) !== null,
      defaultMessage: () => 'Give a phone number with its country code, such as +4915112345678.',
    },
  });
}

export class PhoneDto {
  @ApiProperty({ example: '+4915112345678', description: 'With its country code; blanks and brackets do not matter.' })
  @IsPhoneNumberWithCountry()
  @Trimmed()
  readonly phone: string;
}

export class PhoneCodeDto {
  @ApiProperty({ example: '042042', maxLength: MAX_CODE_INPUT })
  @MaxLength(MAX_CODE_INPUT)
  @IsString()
  @Trimmed()
  readonly code: string;
}

export class PhoneCodeSentDto {
  @ApiProperty({ example: 'A code is on its way to that number.' })
  readonly detail: string;

  @ApiProperty({ description: 'What everybody who adds a number should know; show it there.' })
  readonly notice: string;
}

export class PhoneConfirmedDto {
  @ApiProperty({ example: 'Phone number verified.' })
  readonly detail: string;

  @ApiProperty({ example: '+4915112345678' })
  readonly phone: string;
}
