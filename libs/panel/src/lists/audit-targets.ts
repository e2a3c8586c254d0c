import { may } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import type { ListRow } from '@castellan/data';
import type { Permission } from '@castellan/permissions';
import { Injectable } from '@nestjs/common';
import { AuditTargetsRepository } from './audit-targets.repository.js';
import type { NamedTarget } from './audit-targets.repository.js';

/** Where each kind of target has its page, and who may look at it. */
const PLACES: Readonly<Record<NamedTarget, { readonly list: string; readonly view: Permission }>> = {
  user: { list: 'users', view: 'users.view' },
  profile: { list: 'profiles', view: 'profiles.view' },
  group: { list: 'groups', view: 'groups.view' },
  source: { list: 'sources', view: 'sources.view' },
  webhook: { list: 'webhooks', view: 'webhooks.view' },
  api_key: { list: 'api_keys', view: 'api_keys.view' },
  signing_key: { list: 'signing_keys', view: 'signing_keys.view' },
};

const KINDS = Object.keys(PLACES) as NamedTarget[]; // the keys of a closed table

/** Puts names to what rows of the audit log are about: `target`, and in `target_list` where its page is. */
@Injectable()
export class AuditTargets {
  constructor(private readonly targets: AuditTargetsRepository) {}

  /** One query for each kind on the page. What is gone, or not the operator's to see, stays the id, and leads nowhere. */
  async named(operator: Operator, rows: readonly ListRow[]): Promise<readonly ListRow[]> {
    const names = new Map<string, ReadonlyMap<string, string>>();
    for (const kind of KINDS.filter((one) => may(operator, PLACES[one].view))) {
      const ids = rows.filter((row) => row['target_type'] === kind).map((row) => String(row['target_id']));
      if (ids.length > 0) names.set(kind, await this.targets.of(kind, [...new Set(ids)]));
    }
    return rows.map((row) => withTarget(row, names.get(String(row['target_type']))?.get(String(row['target_id']))));
  }
}

const withTarget = (row: ListRow, name: string | undefined): ListRow => ({
  ...row,
  target: name ?? row['target_id'],
  target_list: name === undefined ? null : PLACES[row['target_type'] as NamedTarget].list, // it was found under that type
});
