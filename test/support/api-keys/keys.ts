import { because, localOperator } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { ApiKeys } from '@castellan/api-keys';
import type { ApiKey, NewApiKey } from '@castellan/api-keys';
import type { TestApp } from '../app/test-app.js';
import { OPERATOR } from '../people/operators.js';

/** Whoever runs the command. */
export const COMMAND = because(localOperator({ ...OPERATOR, actor: { kind: 'command_line', name: 'ada' } }), 'A test.');

/** A machine as stories meet one. */
export interface Machine {
  readonly key: ApiKey;
  /** `ck_…`, whole. */
  readonly secret: string;
  readonly bearer: { readonly authorization: string };
}

/** A key with these permissions, by the command line unless `maker` is told. */
export async function aMachine(
  app: Pick<TestApp, 'get'>,
  permissions: readonly string[],
  { maker = COMMAND, ...more }: Partial<NewApiKey> & { readonly maker?: Operator } = {},
): Promise<Machine> {
  const { key, secret } = await app.get(ApiKeys).create(maker, { name: 'back office', permissions, ...more });
  return { key, secret, bearer: asBearer(secret) };
}

export const asBearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

/** A route that names a permission, and needs no other thing to be there. */
export const OPENED = '/api/analytics/registration-sources/';
export const ITS_PERMISSION = 'sources.view';
