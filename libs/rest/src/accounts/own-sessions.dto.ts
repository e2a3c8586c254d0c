import type { DeviceView } from '@castellan/accounts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';

export class SignOutEverywhereDto {
  @ApiPropertyOptional({ example: false, type: Boolean, description: 'End this session, too; by default it goes on.' })
  @IsOptional()
  @IsBoolean()
  readonly include_current?: boolean | null;
}

export class DeviceDto {
  @ApiProperty({ example: '8f14e45f-ceea-467f-a83a-2f1a0f1ed9b4', format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: true, description: 'Is it the device of this session?' })
  readonly current: boolean;

  @ApiProperty({ example: 'Firefox on Linux' })
  readonly name: string;

  @ApiProperty({
    example: null,
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until then no second factor is asked for here.',
  })
  readonly trusted_until: Date | null;

  @ApiProperty({ example: '2026-11-21T09:41:07.000Z', format: 'date-time', type: String })
  readonly last_seen_at: Date;

  @ApiProperty({ example: '2026-11-21T09:41:07.000Z', format: 'date-time', type: String })
  readonly created_at: Date;
}

export class DeviceListDto {
  @ApiProperty({ example: 1 })
  readonly count: number;

  @ApiProperty({ example: null, type: String, nullable: true })
  readonly next: string | null;

  @ApiProperty({ example: null, type: String, nullable: true })
  readonly previous: string | null;

  @ApiProperty({ type: [DeviceDto] })
  readonly results: readonly DeviceDto[];
}

export function toDeviceDto(device: DeviceView, currentId: string | null): DeviceDto {
  return {
    id: device.id,
    current: device.id === currentId,
    name: device.name,
    trusted_until: device.trustedUntil,
    last_seen_at: device.lastSeenAt,
    created_at: device.createdAt,
  };
}
