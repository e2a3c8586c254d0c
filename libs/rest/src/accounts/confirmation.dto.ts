import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID, MaxLength } from 'class-validator';

const MAX_TOKEN_LENGTH = 200;

/** What a mailed link carries. */
export class ConfirmationDto {
  @ApiProperty({ example: '0b6f0f2e-5d0f-4a53-9d7e-3f1c9a1f6f1e', format: 'uuid', description: 'As in the mailed link.' })
  @IsUUID('all')
  @IsString()
  readonly uid: string;

  @ApiProperty({
    example: 'dGhlIHRva2VuIGluIHlvdXIgbWFpbGVkIGxpbmsgLi4',
    maxLength: MAX_TOKEN_LENGTH,
    description: 'As in the mailed link; it works once.',
  })
  @MaxLength(MAX_TOKEN_LENGTH)
  @IsString()
  readonly token: string;
}
