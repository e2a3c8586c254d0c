import type { ListRow } from '@castellan/data';
import { AUDIT_ACTIONS } from '@castellan/log';
import type { AuditAction } from '@castellan/log';
import { ApiProperty } from '@nestjs/swagger';
import { PageDto } from './page.dto.js';

export class AuditEntryDto {
  @ApiProperty({ example: 4711, type: 'integer', description: '1, 2, 3, … without gaps, in the order in which acts were done.' })
  readonly seq: number;

  @ApiProperty({ example: '019aa4c8-2f00-7000-8000-3a5e0dd3e636', format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: 'user.changed', enum: AUDIT_ACTIONS })
  readonly action: AuditAction;

  @ApiProperty({ example: 'api_key', enum: ['user', 'api_key', 'command_line', 'system'] })
  readonly actor_kind: string;

  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid', type: String, nullable: true })
  readonly actor_id: string | null;

  @ApiProperty({ example: 'billing', type: String, nullable: true, description: 'The name of a key, or who it was at the command line.' })
  readonly actor_label: string | null;

  @ApiProperty({ example: 'user' })
  readonly target_type: string;

  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11' })
  readonly target_id: string;

  @ApiProperty({
    example: { is_active: [true, false] },
    type: 'object',
    additionalProperties: { type: 'array', items: {}, minItems: 2, maxItems: 2 },
    description: 'What each field was, and what it became; `***` where that is not told.',
  })
  readonly changes: Readonly<Record<string, unknown>>;

  @ApiProperty({ example: 'They asked for it.', type: String, nullable: true })
  readonly reason: string | null;

  @ApiProperty({ example: '203.0.113.7', type: String, nullable: true })
  readonly ip: string | null;

  @ApiProperty({ example: '2026-11-21T09:41:07.000Z', format: 'date-time', type: String })
  readonly created_at: Date;
}

export class AuditPageDto extends PageDto {
  @ApiProperty({ type: [AuditEntryDto] })
  readonly results: readonly AuditEntryDto[];
}

export function toAuditEntryDto(row: ListRow): AuditEntryDto {
  const entry = row as unknown as Omit<AuditEntryDto, 'changes'> & { readonly changes: string }; // the columns of the list are of these types
  return {
    seq: Number(row['seq']),
    id: entry.id,
    action: entry.action,
    actor_kind: entry.actor_kind,
    actor_id: entry.actor_id,
    actor_label: entry.actor_label,
    target_type: entry.target_type,
    target_id: entry.target_id,
    changes: JSON.parse(entry.changes) as Readonly<Record<string, unknown>>, // jsonb: an object, as it was written
    reason: entry.reason,
    ip: entry.ip === '' ? null : entry.ip,
    created_at: entry.created_at,
  };
}
