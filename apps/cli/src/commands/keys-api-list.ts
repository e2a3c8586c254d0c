import type { ApiKey } from '@castellan/api-keys';
import { Command } from 'commander';
import { fitted } from '../cells.js';
import { withExamples } from '../examples.js';
import { table } from '../table.js';

const NAME_COLUMNS = 32;
const HEADING = ['id', 'name', 'state', 'made', 'made by', 'last used', 'expires', 'from', 'permissions'];

export function keysApiList(): Command {
  const command = new Command('list')
    .summary('list the API keys')
    .description('Lists the API keys, the newest first, with those that are over. Never their secrets: they are kept as hashes.')
    .action(list);
  return withExamples(command, 'castellan keys api list');
}

async function list(): Promise<void> {
  const { withCastellan } = await import('../with-castellan.js');
  const keys = await withCastellan(({ apiKeys }) => apiKeys.list());
  if (keys.length === 0) process.stderr.write('There is no API key.\n');
  else process.stdout.write(table(HEADING, keys.map(row)));
}

const row = (key: ApiKey): readonly string[] => [
  key.id,
  fitted(key.name, NAME_COLUMNS),
  stateOf(key),
  key.createdAt.toISOString(),
  key.isLocal ? 'command line' : (key.makerId ?? 'nobody any more'),
  key.lastUsedAt?.toISOString() ?? 'never',
  key.expiresAt?.toISOString() ?? 'never',
  key.cidrs.length === 0 ? 'anywhere' : key.cidrs.join(','),
  key.permissions.join(','),
];

function stateOf({ revokedAt, expiresAt, isLocal, makerId }: ApiKey): string {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt !== null && expiresAt.getTime() <= Date.now()) return 'expired';
  return isLocal || makerId !== null ? 'good' : 'maker erased';
}
