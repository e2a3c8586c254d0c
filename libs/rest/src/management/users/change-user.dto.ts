import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { NothingElse } from '../../validators/nothing-else.decorator.js';
import { NameField } from './name-field.decorator.js';

/** What is left out stays. */
@NothingElse()
export class ChangeUserDto {
  @ApiPropertyOptional({ example: 'ada', maxLength: 150, type: String, nullable: true, description: 'Null or empty: none any more.' })
  @IsOptional()
  @IsString()
  readonly username?: string | null;

  @NameField('Ada')
  readonly first_name?: string;

  @NameField('Lovelace')
  readonly last_name?: string;
}
