import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { ReasonDto } from '../reason.dto.js';
import { MayBeLeftOut } from '../../validators/may-be-left-out.decorator.js';

export class DisableUserDto extends ReasonDto {
  @ApiPropertyOptional({
    example: '7d',
    type: String,
    description: 'How long, as `30m`, `12h` or `7d`, up to ten years; else without an end.',
  })
  @MayBeLeftOut()
  @IsString()
  readonly for?: string;
}
