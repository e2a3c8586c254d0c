import { PLAIN_LINE } from '@castellan/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Trimmed } from '../../validators/trimmed.decorator.js';
import { NothingElse } from '../../validators/nothing-else.decorator.js';
import { MayBeLeftOut } from '../../validators/may-be-left-out.decorator.js';

const MAX_NAME_LENGTH = 150;

/** What is left out stays. */
@NothingElse()
export class ChangeUserDto {
  @ApiPropertyOptional({ example: 'ada', maxLength: 150, type: String, nullable: true, description: 'Null or empty: none any more.' })
  @IsOptional()
  @IsString()
  readonly username?: string | null;

  @ApiPropertyOptional({ example: 'Ada', maxLength: MAX_NAME_LENGTH, type: String })
  @MayBeLeftOut()
  @Matches(PLAIN_LINE, { message: 'Control characters are not allowed.' })
  @MaxLength(MAX_NAME_LENGTH)
  @IsString()
  @Trimmed()
  readonly first_name?: string;

  @ApiPropertyOptional({ example: 'Lovelace', maxLength: MAX_NAME_LENGTH, type: String })
  @MayBeLeftOut()
  @Matches(PLAIN_LINE, { message: 'Control characters are not allowed.' })
  @MaxLength(MAX_NAME_LENGTH)
  @IsString()
  @Trimmed()
  readonly last_name?: string;
}
