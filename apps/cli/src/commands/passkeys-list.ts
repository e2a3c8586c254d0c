import type { Passkey } from '@castellan/passkeys';
import { Command } from 'commander';
import { fitted } from '../cells.js';
import { withExamples } from '../examples.js';
import { findUser } from '../find-user.js';
import { table } from '../table.js';

const NAME_COLUMNS = 64;

export function passkeysList(): Command {
  const command = new Command('list')
    .summary('list the passkeys of a user')
    .description('Lists the passkeys of a user, the oldest first. Never their keys.')
    .argument('<user>', 'its address, or its username')
    .action(list);
  return withExamples(command, 'castellan passkeys list ada@example.com');
}

async function list(name: string): Promise<void> {
  const { withCastellan } = await import('../with-castellan.js');
  const { email, passkeys } = await withCastellan(async (castellan) => {
    const user = await findUser(castellan, name);
    return { email: user.email, passkeys: await castellan.passkeys.list(user.id) };
  });
  if (passkeys.length === 0) process.stderr.write(`${email} has no passkey.\n`);
  else process.stdout.write(table(['id', 'added', 'last used', 'synced', 'name'], passkeys.map(row)));
}

/** The name is its owner's. */
const row = ({ id, createdAt, lastUsedAt, isSynced, name }: Passkey): readonly string[] => [
  id,
  createdAt.toISOString(),
  lastUsedAt?.toISOString() ?? 'never',
  isSynced ? 'yes' : 'no',
  fitted(name, NAME_COLUMNS),
];
