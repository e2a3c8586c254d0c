import { NotAuthenticated, PermissionDenied } from '@castellan/access';
import type { MachineOperator, Need } from '@castellan/accounts';
import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Permissions } from '@castellan/permissions';
import { Injectable } from '@nestjs/common';
import type { AuthenticatedKey } from './api-key.types.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import type { HeldKey } from './api-keys.repository.js';

/** Makes operators of keys, for what asks who acts. */
@Injectable()
export class MachineOperators {
  constructor(
    private readonly repository: ApiKeysRepository,
    private readonly permissions: Permissions,
    private readonly clock: Clock,
  ) {}

  /** @param context of the request, to which the key is added as its actor */
  of(key: AuthenticatedKey, context: RequestContext): MachineOperator {
    const { id, name, permissions } = key;
    const confirm = (need: Need): Promise<void> => this.confirm(key, need);
    return {
      id: null,
      sessionId: null,
      isSuperuser: false,
      permissions,
      context: { ...context, actor: { kind: 'api_key', id, name } },
      confirm,
    };
  }

  /**
   * Users' rows before all others, as by whatever else changes an account. What takes key or permission away comes before the act, which
   * is then rolled back, or after it.
   */
  private async confirm({ id, makerId }: AuthenticatedKey, need: Need): Promise<void> {
    if (need === 'superuser') throw new PermissionDenied();
    const maker = makerId === null ? null : await this.repository.holdMaker(makerId);
    const key = await this.repository.hold(id, this.clock.now());
    if (!key) throw new NotAuthenticated();
    if (!key.permissions.includes(need)) throw new PermissionDenied();
    if (!key.isLocal && !(await this.mayStill(key, maker, need))) throw new PermissionDenied();
  }

  private async mayStill({ makerId }: HeldKey, maker: { readonly isSuperuser: boolean } | null, need: Need): Promise<boolean> {
    if (makerId === null || !maker) return false;
    return maker.isSuperuser || this.permissions.hold(makerId, need);
  }
}
