import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { NothingElse } from '../validators/nothing-else.decorator.js';

/** What every act that takes something from somebody wants; whether it says anything is for the service to judge. */
@NothingElse()
export class ReasonDto {
  @ApiProperty({
    type: String,
    example: 'They asked for it by phone.',
    minLength: 1,
    maxLength: 500,
    description: 'Kept in the audit log, so it should name nobody.',
  })
  @IsOptional()
  @IsString()
  readonly reason?: string | null;
}
