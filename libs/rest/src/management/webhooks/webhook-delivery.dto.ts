import type { ListRow } from '@castellan/data';
import { WEBHOOK_DELIVERY_STATES, WEBHOOK_EVENTS } from '@castellan/webhooks';
import type { WebhookDeliveryState, WebhookEvent } from '@castellan/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IdInPath, IdParamDto } from '../../validators/id-param.dto.js';
import { PageDto } from '../lists/page.dto.js';

/** What an endpoint was told, and how it went: never the body. */
export class WebhookDeliveryDto {
  @ApiProperty({ example: '019aa4c8-2f00-7000-8000-3a5e0dd3e636', format: 'uuid' })
  readonly id: string;

  @ApiProperty({ example: 'msg_019aa4c8-2f00-7000-8000-3a5e0dd3e637', description: 'As in `webhook-id`.' })
  readonly message_id: string;

  @ApiProperty({ example: 'user_registered', enum: WEBHOOK_EVENTS, enumName: 'WebhookEvent' })
  readonly event: WebhookEvent;

  @ApiProperty({ example: '5f2d8a52-0c35-4f0e-8a5a-7f6a4a6f9b11', format: 'uuid', type: String, nullable: true })
  readonly user_id: string | null;

  @ApiProperty({ example: 'delivered', enum: WEBHOOK_DELIVERY_STATES })
  readonly state: WebhookDeliveryState;

  @ApiProperty({ example: 1, type: 'integer' })
  readonly tries: number;

  @ApiProperty({ example: 204, type: 'integer', nullable: true, description: 'What came back last.' })
  readonly status: number | null;

  @ApiProperty({ example: null, type: String, nullable: true, description: 'What went wrong last, in words of Castellan.' })
  readonly error: string | null;

  @ApiProperty({ example: 83, type: 'integer', nullable: true })
  readonly duration_ms: number | null;

  @ApiProperty({ example: '2026-11-21T09:41:07.000Z', format: 'date-time', type: String })
  readonly created_at: Date;

  @ApiProperty({ example: '2026-11-21T09:41:08.000Z', format: 'date-time', type: String, nullable: true })
  readonly last_tried_at: Date | null;

  @ApiProperty({ example: null, format: 'date-time', type: String, nullable: true })
  readonly next_try_at: Date | null;

  @ApiProperty({ example: true, description: 'Its body is kept, and it does not wait.' })
  readonly can_replay: boolean;
}

export class WebhookDeliveryPageDto extends PageDto {
  @ApiProperty({ type: [WebhookDeliveryDto] })
  readonly results: readonly WebhookDeliveryDto[];
}

export class DeliveryParamsDto extends IdParamDto {
  @IdInPath()
  readonly delivery_id: string;
}

export function toWebhookDeliveryDto(row: ListRow): WebhookDeliveryDto {
  const delivery = row as unknown as WebhookDeliveryDto; // the columns of the list are of these types
  return {
    id: delivery.id,
    message_id: delivery.message_id,
    event: delivery.event,
    user_id: delivery.user_id,
    state: delivery.state,
    tries: delivery.tries,
    status: delivery.status,
    error: delivery.error,
    duration_ms: delivery.duration_ms,
    created_at: delivery.created_at,
    last_tried_at: delivery.last_tried_at,
    next_try_at: delivery.next_try_at,
    can_replay: delivery.can_replay,
  };
}
