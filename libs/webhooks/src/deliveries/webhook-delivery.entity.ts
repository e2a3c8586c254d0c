import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { WebhookEvent } from '../events/webhook-events.js';
import type { WebhookDeliveryState } from './webhook-delivery-state.js';

/** What one endpoint was told of one event, and how it went. No foreign key: nobody who signs in waits for an operator who deletes. */
@Entity('webhook_deliveries')
@Index('webhook_deliveries_created_at_idx', ['createdAt', 'id'])
@Index('webhook_deliveries_endpoint_id_idx', ['endpointId', 'createdAt', 'id'])
@Index('webhook_deliveries_message_key', ['messageId', 'endpointId'], { unique: true })
@Index('webhook_deliveries_user_id_idx', ['userId'], { where: 'user_id IS NOT NULL' })
@Index('webhook_deliveries_body_idx', ['createdAt'], { where: 'body IS NOT NULL' })
export class WebhookDeliveryEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'webhook_deliveries_pkey' })
  readonly id: string;

  /** `webhook-id`: of the event, the same at each try and for each endpoint. */
  @Column('uuid')
  readonly messageId: string;

  @Column('uuid')
  readonly endpointId: string;

  @Column('text')
  readonly event: WebhookEvent;

  /** Who it is about; null once they are erased. */
  @Column('uuid', { nullable: true })
  readonly userId: string | null;

  /** Sealed; null once it is too old to be told again. */
  @Column('text', { nullable: true, select: false })
  readonly body: string | null;

  @Column('text')
  readonly state: WebhookDeliveryState;

  @Column('integer', { default: 0 })
  readonly tries: number;

  /** HTTP status of the last try; null where there was none. */
  @Column('integer', { nullable: true })
  readonly status: number | null;

  /** What went wrong at the last try, in our words. */
  @Column('text', { nullable: true })
  readonly error: string | null;

  /** Of the last try. */
  @Column('integer', { nullable: true })
  readonly durationMs: number | null;

  @Column('timestamptz')
  readonly createdAt: Date;

  @Column('timestamptz', { nullable: true })
  readonly lastTriedAt: Date | null;

  /** When it is tried next, about; null when it is not. */
  @Column('timestamptz', { nullable: true })
  readonly nextTryAt: Date | null;
}
