import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { PortedPasskey, PortedPasskeys } from './ported-passkeys.js';

export interface PasskeysRow extends PortedPasskeys {
  readonly userId: string;
}

interface HandleRow {
  readonly userId: string;
  readonly handle: Buffer;
  readonly createdAt: Date;
}

type CredentialRow = Omit<PortedPasskey, 'credentialId' | 'publicKey' | 'counter'> & {
  readonly userId: string;
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly counter: string;
};

/** Passkeys of many users, in few statements. */
@Injectable()
export class PortedPasskeysRepository {
  constructor(private readonly transaction: Transaction) {}

  async find(userIds: readonly string[]): Promise<readonly PasskeysRow[]> {
    const handles = await this.transaction.query<HandleRow>(
      'SELECT user_id AS "userId", handle, created_at AS "createdAt" FROM passkey_users WHERE user_id = ANY ($1::uuid[])',
      [userIds],
    );
    const credentials = await this.transaction.query<CredentialRow>(
      `SELECT user_id AS "userId", id, credential_id AS "credentialId", public_key AS "publicKey", counter, is_synced AS "isSynced", transports,
         aaguid, name, created_at AS "createdAt", last_used_at AS "lastUsedAt"
       FROM passkeys WHERE user_id = ANY ($1::uuid[]) ORDER BY created_at, id`,
      [userIds],
    );
    return handles.map(({ userId, handle, createdAt }) => ({
      userId,
      handle: handle.toString('base64url'),
      createdAt,
      credentials: credentials.filter((credential) => credential.userId === userId).map(portedOf),
    }));
  }

  async replace(userIds: readonly string[], rows: readonly PasskeysRow[]): Promise<void> {
    await this.transaction.query('DELETE FROM passkeys WHERE user_id = ANY ($1::uuid[])', [userIds]);
    await this.transaction.query('DELETE FROM passkey_users WHERE user_id = ANY ($1::uuid[])', [userIds]);
    if (rows.length === 0) return;
    const handles = rows.map(({ userId, handle, createdAt }) => ({ userId, handle: hex(handle), createdAt }));
    await this.transaction.query(
      `INSERT INTO passkey_users (user_id, handle, created_at)
       SELECT "userId", decode(handle, 'hex'), "createdAt" FROM jsonb_to_recordset($1::jsonb) AS r ("userId" uuid, handle text, "createdAt" timestamptz)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(handles)],
    );
    await this.transaction.query(
      `INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, is_synced, transports, aaguid, name, created_at, last_used_at)
       SELECT id, "userId", decode("credentialId", 'hex'), decode("publicKey", 'hex'), counter, "isSynced",
         ARRAY(SELECT jsonb_array_elements_text(transports)), aaguid, name, "createdAt", "lastUsedAt"
       FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, "userId" uuid, "credentialId" text, "publicKey" text, counter bigint, "isSynced" boolean,
         transports jsonb, aaguid uuid, name text, "createdAt" timestamptz, "lastUsedAt" timestamptz)
       WHERE EXISTS (SELECT FROM passkey_users u WHERE u.user_id = "userId") ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows.flatMap(({ userId, credentials }) => credentials.map((credential) => ({ userId, ...rowOf(credential) }))))],
    );
  }
}

const hex = (text: string): string => Buffer.from(text, 'base64url').toString('hex');

const rowOf = (passkey: PortedPasskey): PortedPasskey => ({
  ...passkey,
  credentialId: hex(passkey.credentialId),
  publicKey: hex(passkey.publicKey),
});

function portedOf({ userId: _, credentialId, publicKey, counter, ...passkey }: CredentialRow): PortedPasskey {
  return {
    ...passkey,
    credentialId: credentialId.toString('base64url'),
    publicKey: publicKey.toString('base64url'),
    counter: Number(counter),
  };
}
