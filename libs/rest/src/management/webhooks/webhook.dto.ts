import type { ListRow } from '@castellan/data';
import { WEBHOOK_EVENTS } from '@castellan/webhooks';
import type { CreatedWebhookEndpoint, WebhookEndpoint, WebhookEvent } from '@castellan/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { PageDto } from '../lists/page.dto.js';

/** An endpoint as operators see it: never its secret. */
export class ManagedWebhookDto {
  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: 'https://crm.example.com/castellan' })
  readonly url: string;

  @ApiProperty({ example: 'CRM' })
  readonly description: string;

  @ApiProperty({ example: ['user_registered'], enum: WEBHOOK_EVENTS, enumName: 'WebhookEvent', isArray: true })
  readonly events: readonly WebhookEvent[];

  @ApiProperty({ example: true })
  readonly is_active: boolean;

  @ApiProperty({ example: null, type: String, format: 'date-time', nullable: true, description: 'Nothing but failures since then.' })
  readonly failing_since: Date | null;

  @ApiProperty({ example: null, type: String, format: 'date-time', nullable: true, description: 'Switched off by itself then.' })
  readonly switched_off_at: Date | null;

  @ApiProperty({
    example: null,
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until then the former secret signs, too.',
  })
  readonly former_secret_until: Date | null;

  @ApiProperty({ example: '2026-11-21T09:30:00.000Z', format: 'date-time', type: String })
  readonly created_at: Date;
}

export class ManagedWebhookPageDto extends PageDto {
  @ApiProperty({ type: [ManagedWebhookDto] })
  readonly results: readonly ManagedWebhookDto[];
}

export class WebhookSecretDto {
  @ApiProperty({
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
    type: String,
    nullable: true,
    description: 'Told this once: null where the answer is repeated (`Idempotent-Replayed`).',
  })
  readonly secret: string | null;
}

export class CreatedWebhookDto extends ManagedWebhookDto {
  @ApiProperty({
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
    type: String,
    nullable: true,
    description: 'Told this once: null where the answer is repeated (`Idempotent-Replayed`).',
  })
  readonly secret: string | null;
}

export function toWebhookDto({
  isActive,
  failingSince,
  switchedOffAt,
  formerSecretUntil,
  createdAt,
  ...rest
}: WebhookEndpoint): ManagedWebhookDto {
  return {
    id: rest.id,
    url: rest.url,
    description: rest.description,
    events: rest.events,
    is_active: isActive,
    failing_since: failingSince,
    switched_off_at: switchedOffAt,
    former_secret_until: formerSecretUntil,
    created_at: createdAt,
  };
}

export const toCreatedWebhookDto = ({ endpoint, secret }: CreatedWebhookEndpoint): CreatedWebhookDto =>
  Object.assign(toWebhookDto(endpoint), { secret });

/** Of a row of the panel's list. */
export function toManagedWebhookDto(row: ListRow): ManagedWebhookDto {
  const endpoint = row as unknown as ManagedWebhookDto; // the columns of the list are of these types
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    events: endpoint.events,
    is_active: endpoint.is_active,
    failing_since: endpoint.failing_since,
    switched_off_at: endpoint.switched_off_at,
    former_secret_until: endpoint.former_secret_until,
    created_at: endpoint.created_at,
  };
}
