import { RevocationBus } from '@castellan/data';
import { AuditLog } from '@castellan/log';
import type { AuditAction, AuditChanges, OperatorContext } from '@castellan/log';
import { Injectable } from '@nestjs/common';

interface WebhookRecord {
  readonly action: Extract<AuditAction, `webhook.${string}`>;
  readonly id: string;
  readonly changes?: AuditChanges;
  readonly context: OperatorContext;
}

/** What is told of an act upon an endpoint: to the audit log, and to every node. */
@Injectable()
export class WebhookRecords {
  constructor(
    private readonly audit: AuditLog,
    private readonly bus: RevocationBus,
  ) {}

  /** Part of the caller's transaction. */
  async note({ id, ...record }: WebhookRecord): Promise<void> {
    await this.bus.publish({ kind: 'webhooks', id });
    await this.audit.record({ ...record, target: { type: 'webhook', id } });
  }
}
