import { AccountTakenBack } from '@castellan/accounts';
import { Clock } from '@castellan/common';
import { RevocationBus } from '@castellan/data';
import { AuditLog, LOCAL_CONTEXT } from '@castellan/log';
import { OnSignal } from '@castellan/signals';
import { Injectable } from '@nestjs/common';
import { ApiKeysRepository } from './api-keys.repository.js';

const REASON = 'A sign-in of its maker was reported, or a change of their address undone.';

/** A key is a way in like a passkey: one that a thief may have made goes when its maker's account is taken back, and for good. */
@Injectable()
export class KeysOfThieves {
  constructor(
    private readonly repository: ApiKeysRepository,
    private readonly bus: RevocationBus,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @OnSignal(AccountTakenBack, { phase: 'in-transaction' })
  async revoke({ userId, sinceMs }: AccountTakenBack): Promise<void> {
    const revoked = await this.repository.revokeMadeBy(userId, new Date(sinceMs), this.clock.now());
    for (const { id, name } of revoked) {
      await this.bus.publish({ kind: 'api_key', id });
      const act = { action: 'api_key.revoked', target: { type: 'api_key', id }, changes: { name: [name, null] } } as const;
      await this.audit.record({ ...act, context: { ...LOCAL_CONTEXT, reason: REASON } });
    }
  }
}
