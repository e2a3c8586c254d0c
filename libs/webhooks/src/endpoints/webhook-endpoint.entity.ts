import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WebhookEvent } from '../events/webhook-events.js';

/** An address of another service, and what it is told. */
@Entity('webhook_endpoints')
export class WebhookEndpointEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'webhook_endpoints_pkey' })
  readonly id: string;

  @Column('text')
  readonly url: string;

  @Column('text', { array: true })
  readonly events: WebhookEvent[];

  @Column('text', { default: '' })
  readonly description: string;

  @Column('boolean', { default: true })
  readonly isActive: boolean;

  /** Sealed. */
  @Column('text', { select: false })
  readonly secret: string;

  /** Sealed: the one before, which signs too until `formerSecretUntil`. */
  @Column('text', { nullable: true, select: false })
  readonly formerSecret: string | null;

  @Column('timestamptz', { nullable: true })
  readonly formerSecretUntil: Date | null;

  /** Of the first of the failures that no success has followed. */
  @Column('timestamptz', { nullable: true })
  readonly failingSince: Date | null;

  /** By the service itself. */
  @Column('timestamptz', { nullable: true })
  readonly switchedOffAt: Date | null;

  @Column('timestamptz')
  readonly createdAt: Date;
}
