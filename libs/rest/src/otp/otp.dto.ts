import type { Transport } from '@castellan/access';
import type { OtpChannel } from '@castellan/accounts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { SignedInByBearerDto, SignedInByCookieDto } from '../accounts/sign-in.dto.js';
import { ApiSourceUrl } from '../accounts/source-url.js';
import { FitsIdentifier, IsOtpIdentifier } from '../validators/otp-identifier.decorator.js';
import { Trimmed } from '../validators/trimmed.decorator.js';

const MAX_CODE_INPUT = 32;
const MAX_TOKEN_LENGTH = 200;

const ApiSuccess = (): PropertyDecorator => ApiProperty({ example: true, enum: [true] });
const ApiCreated = (): PropertyDecorator => ApiProperty({ example: false, description: 'Did this code make a new account?' });

export class OtpRequestDto {
  @ApiProperty({ example: 'ada@example.com', description: 'An address, or a phone number with its country code.' })
  @IsOtpIdentifier()
  @Trimmed()
  readonly identifier: string;

  @ApiPropertyOptional({ enum: ['email', 'sms'], type: String, description: 'Told from the identifier when it is not given.' })
  @IsOptional()
  @FitsIdentifier('identifier')
  @IsIn(['email', 'sms'])
  readonly channel?: OtpChannel | null;

  @ApiSourceUrl()
  readonly source_url?: string | null;

  @ApiPropertyOptional({ type: String, description: 'The `device_token` of an earlier answer, where no cookie carries it.' })
  @IsOptional()
  @MaxLength(MAX_TOKEN_LENGTH)
  @IsString()
  readonly device_token?: string | null;
}

export class OtpRequestedDto {
  @ApiProperty({ example: true, enum: [true] })
  readonly success: true;

  @ApiProperty({ example: 'OTP sent to email', enum: ['OTP sent to email', 'OTP sent to sms'] })
  readonly message: string;
}

export class OtpVerifyDto {
  @ApiProperty({ example: 'ada@example.com', description: 'As the code was asked for.' })
  @IsOtpIdentifier()
  @Trimmed()
  readonly identifier: string;

  @ApiProperty({ example: '042042', maxLength: MAX_CODE_INPUT })
  @MaxLength(MAX_CODE_INPUT)
  @IsString()
  @Trimmed()
  readonly otp_code: string;

  @ApiSourceUrl()
  readonly source_url?: string | null;

  @ApiPropertyOptional({ enum: ['cookie', 'bearer'], description: 'How the tokens travel; by default in the answer.' })
  @IsOptional()
  @IsIn(['cookie', 'bearer'])
  readonly transport?: Transport | null;

  @ApiPropertyOptional({ type: String, description: 'The `device_token` of an earlier answer, as at the request of the code.' })
  @IsOptional()
  @MaxLength(MAX_TOKEN_LENGTH)
  @IsString()
  readonly device_token?: string | null;
}

export class OtpSignedInByCookieDto extends SignedInByCookieDto {
  @ApiSuccess()
  readonly success: true;

  @ApiCreated()
  readonly created: boolean;
}

export class OtpSignedInByBearerDto extends SignedInByBearerDto {
  @ApiSuccess()
  readonly success: true;

  @ApiCreated()
  readonly created: boolean;
}
