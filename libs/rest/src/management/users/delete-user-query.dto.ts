import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { NothingElse } from '../../validators/nothing-else.decorator.js';

@NothingElse()
export class DeleteUserQueryDto {
  @ApiPropertyOptional({ type: String, description: 'When, from now on: `12h`, `14d`, up to `365d`; without it, at once.' })
  @IsOptional()
  @IsString()
  readonly after?: string | null;
}
