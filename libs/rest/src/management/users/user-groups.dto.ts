import type { Choice } from '@castellan/panel';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';
import { ReasonDto } from '../reason.dto.js';

const MAX_GROUPS = 1_000;

export class UserGroupDto {
  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: 'Support' })
  readonly name: string;
}

export class UserGroupListDto {
  @ApiProperty({ example: 1 })
  readonly count: number;

  @ApiProperty({ example: null, type: String, nullable: true })
  readonly next: string | null;

  @ApiProperty({ example: null, type: String, nullable: true })
  readonly previous: string | null;

  @ApiProperty({ type: [UserGroupDto] })
  readonly results: readonly UserGroupDto[];
}

export class SetGroupsDto extends ReasonDto {
  @ApiProperty({
    example: ['5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11'],
    type: [String],
    description: 'The ids of all groups that they are in afterwards.',
  })
  @IsUUID('all', { each: true, message: 'Give ids of groups.' })
  @ArrayMaxSize(MAX_GROUPS)
  @IsArray()
  readonly groups: string[];
}

/** The groups that were chosen. */
export const toGroupDtos = (choices: readonly Choice[]): readonly UserGroupDto[] =>
  choices.filter(({ isChosen }) => isChosen).map(({ value, label }) => ({ id: value, name: label }));
