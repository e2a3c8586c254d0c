import { Listing, Transaction } from '@castellan/data';
import type { ListRequest, ListRow } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { KeyRotation } from '@castellan/keys';

/** Signing keys, never their private halves. */
@Injectable()
export class SigningKeyList extends Listing {
  constructor(
    transaction: Transaction,
    private readonly keys: KeyRotation,
  ) {
    super(transaction, {
      from: 'signing_keys k',
      key: 'kid',
      columns: {
        kid: { sql: 'k.kid', kind: 'text' },
        created_at: { sql: 'k.created_at', kind: 'time', isSortable: true },
        signs_from: { sql: 'k.activates_at', kind: 'time' },
      },
      order: { by: 'created_at', direction: 'desc' },
    });
  }

  override async page(request: ListRequest): Promise<readonly ListRow[]> {
    return this.withState(await super.page(request));
  }

  override async find(kids: readonly string[]): Promise<readonly ListRow[]> {
    return this.withState(await super.find(kids));
  }

  private async withState(rows: readonly ListRow[]): Promise<readonly ListRow[]> {
    const overview = await this.keys.overview();
    return rows.map((row) => ({ ...row, state: overview.find(({ kid }) => kid === row['kid'])?.state ?? null }));
  }
}
