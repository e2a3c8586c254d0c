import { AuditLog } from '@castellan/log';
import type { AuditContent } from '@castellan/log';
import { withApp } from '../../support/app/with-app.js';
import { auditedWebhook, failingWebhook } from '../../support/webhooks/audited-webhook.js';

describe('the audit log of webhooks', () => {
  const app = withApp();

  /** What the work left of webhooks, the oldest first. */
  async function rowsOf(work: () => Promise<unknown>): Promise<readonly AuditContent[]> {
    const [last] = await app.get(AuditLog).search({ limit: 1 });
    await work();
    const rows = await app.get(AuditLog).search({ limit: 100 });
    return rows.filter(({ seq, targetType }) => seq > (last?.seq ?? 0) && targetType === 'webhook').toReversed();
  }

  it('tells of webhooks, by the host of the address alone', async () => {
    const rows = await rowsOf(() => auditedWebhook(app));
    expect(rows.map(({ action, changes, reason }) => [action, changes, reason])).toEqual([
      [
        'webhook.created',
        { url: [null, expect.stringMatching(/^https:[^?]*\/…[0-9a-f]{8}$/)], events: [[], ['passkey_added']], is_active: [null, true] },
        null,
      ],
      ['webhook.changed', { description: [null, 'Billing'] }, null],
      ['webhook.secret_rotated', {}, null],
      ['webhook.delivery_replayed', { delivery: [null, expect.any(String)] }, null],
      ['webhook.deleted', expect.objectContaining({ events: [['passkey_added'], []] }), 'Gone'],
    ]);
  });

  it('says that a webhook was switched off by the service itself', async () => {
    const rows = await rowsOf(() => failingWebhook(app));
    expect(rows.map(({ action, actorKind }) => [action, actorKind])).toEqual([
      ['webhook.created', 'user'],
      ['webhook.switched_off', 'system'],
    ]);
  });
});
