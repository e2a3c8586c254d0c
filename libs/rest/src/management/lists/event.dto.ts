import type { ListRow } from '@castellan/data';
import { AUTH_EVENTS } from '@castellan/log';
import type { AuthEventName, AuthEventStatus } from '@castellan/log';
import { ApiProperty } from '@nestjs/swagger';
import { PageDto } from './page.dto.js';

export class ManagedEventDto {
  @ApiProperty({ example: '019aa4c8-2f00-7000-8000-3a5e0dd3e636', format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: 'login', enum: AUTH_EVENTS })
  readonly event: AuthEventName;

  @ApiProperty({ example: 'failure', enum: ['success', 'failure'] })
  readonly status: AuthEventStatus;

  @ApiProperty({ example: 'wrong_password', type: String, nullable: true, description: 'A stable word.' })
  readonly reason: string | null;

  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid', type: String, nullable: true })
  readonly user_id: string | null;

  @ApiProperty({ example: 'ada@example.com', type: String, nullable: true, description: 'What was typed as a name, or a mask of it.' })
  readonly identifier: string | null;

  @ApiProperty({ example: '203.0.113.7', type: String, nullable: true })
  readonly ip: string | null;

  @ApiProperty({ example: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', type: String, nullable: true })
  readonly user_agent: string | null;

  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid', type: String, nullable: true })
  readonly session_id: string | null;

  @ApiProperty({ example: 1, type: 'integer', minimum: 1, description: 'So many alike since `created_at`.' })
  readonly times: number;

  @ApiProperty({ example: '2026-11-21T09:41:07.000Z', format: 'date-time', type: String })
  readonly created_at: Date;
}

export class ManagedEventPageDto extends PageDto {
  @ApiProperty({ type: [ManagedEventDto] })
  readonly results: readonly ManagedEventDto[];
}

export function toManagedEventDto(row: ListRow): ManagedEventDto {
  const event = row as unknown as ManagedEventDto; // the columns of the list are of these types
  return {
    id: event.id,
    event: event.event,
    status: event.status,
    reason: event.reason,
    user_id: event.user_id,
    identifier: event.identifier,
    ip: event.ip === '' ? null : event.ip,
    user_agent: event.user_agent,
    session_id: event.session_id,
    times: event.times,
    created_at: event.created_at,
  };
}
