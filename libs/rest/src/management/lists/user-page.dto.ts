import { ApiProperty } from '@nestjs/swagger';
import { ManagedUserDto } from '../users/user.dto.js';
import { PageDto } from './page.dto.js';

export class ManagedUserPageDto extends PageDto {
  @ApiProperty({ type: [ManagedUserDto] })
  readonly results: readonly ManagedUserDto[];
}
