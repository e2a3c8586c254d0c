import type { SessionView } from '@castellan/accounts';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { SessionDto } from '../../accounts/session.dto.js';

/** A session of somebody else. */
export class ManagedSessionDto extends OmitType(SessionDto, ['current'] as const) {}

export class ManagedSessionListDto {
  @ApiProperty({ example: 1 })
  readonly count: number;

  @ApiProperty({ example: null, type: String, nullable: true })
  readonly next: string | null;

  @ApiProperty({ example: null, type: String, nullable: true })
  readonly previous: string | null;

  @ApiProperty({ type: [ManagedSessionDto] })
  readonly results: readonly ManagedSessionDto[];
}

export const toManagedSessionDto = (session: SessionView): ManagedSessionDto => ({
  id: session.id,
  transport: session.transport,
  device_name: session.deviceName,
  ip: session.ip,
  location: session.location,
  aal: session.aal,
  created_at: session.createdAt,
  last_used_at: session.lastUsedAt,
  expires_at: session.expiresAt,
});
