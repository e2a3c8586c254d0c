import { AUTH_EVENTS } from '@castellan/log';
import type { AuthEventName, AuthEventStatus } from '@castellan/log';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';

/** Texts: whether they mean anything is for `ActivityPages` to say. */
export class ActivityQueryDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20, description: 'Events a page.' })
  @IsOptional()
  @IsString()
  readonly limit?: string | null;

  @ApiPropertyOptional({ type: String, description: 'Opaque; from `next` or `previous` of another page.' })
  @IsOptional()
  @IsString()
  readonly cursor?: string | null;
}

export class ActivityEventDto {
  @ApiProperty({ example: '019aa4c8-2f00-7000-8000-3a5e0dd3e636', format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: 'login', enum: AUTH_EVENTS })
  readonly event: AuthEventName;

  @ApiProperty({ example: 'failure', enum: ['success', 'failure'] })
  readonly status: AuthEventStatus;

  @ApiProperty({ example: 'wrong_password', type: String, nullable: true, description: 'A stable word; null for what operators did.' })
  readonly reason: string | null;

  @ApiProperty({ example: '203.0.113.7', type: String, nullable: true, description: 'Null for what operators did.' })
  readonly ip: string | null;

  @ApiProperty({ example: 'Firefox on Linux', type: String, nullable: true, description: 'Null for what operators did.' })
  readonly device_name: string | null;

  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid', type: String, nullable: true })
  readonly session_id: string | null;

  @ApiProperty({ example: '2026-11-21T09:41:07.000Z', format: 'date-time', type: String })
  readonly created_at: Date;

  @ApiPropertyOptional({ example: 40, type: 'integer', minimum: 2, description: 'So many refusals since `created_at`; absent for one.' })
  readonly times?: number;
}

export class ActivityDto {
  @ApiProperty({ example: 42, type: 'integer', maximum: 10_000, description: 'How many there are; 10 000 stands for more.' })
  readonly count: number;

  @ApiProperty({ example: null, type: String, format: 'uri', nullable: true, description: 'The page of older events.' })
  readonly next: string | null;

  @ApiProperty({ example: null, type: String, format: 'uri', nullable: true, description: 'The page of newer events.' })
  readonly previous: string | null;

  @ApiProperty({ type: [ActivityEventDto] })
  readonly results: readonly ActivityEventDto[];
}
