import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { ReasonDto } from '../reason.dto.js';

export class DisableUserDto extends ReasonDto {
  @ApiPropertyOptional({
    example: '7d',
    type: String,
    description: 'How long, as `30m`, `12h` or `7d`, up to ten years; else without an end.',
  })
  @IsOptional()
  @IsString()
  readonly for?: string | null;
}
