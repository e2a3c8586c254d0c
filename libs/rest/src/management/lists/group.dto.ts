import type { ListRow } from '@castellan/data';
import { ApiProperty } from '@nestjs/swagger';
import { PageDto } from './page.dto.js';

export class ManagedGroupDto {
  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: 'Support' })
  readonly name: string;

  @ApiProperty({ example: 7, type: 'integer' })
  readonly members: number;

  @ApiProperty({ example: ['users.view'], type: [String], description: 'What its members may do.' })
  readonly permissions: readonly string[];
}

export class ManagedGroupPageDto extends PageDto {
  @ApiProperty({ type: [ManagedGroupDto] })
  readonly results: readonly ManagedGroupDto[];
}

export function toManagedGroupDto(row: ListRow): ManagedGroupDto {
  const { id, name, members, permissions } = row as unknown as ManagedGroupDto; // the columns of the list are of these types
  return { id, name, members, permissions };
}
