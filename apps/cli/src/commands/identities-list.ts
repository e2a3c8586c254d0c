import type { Identity } from '@castellan/federation';
import { Command } from 'commander';
import { fitted } from '../cells.js';
import { withExamples } from '../examples.js';
import { findUser } from '../find-user.js';
import { table } from '../table.js';

const TEXT_COLUMNS = 64;

export function identitiesList(): Command {
  const command = new Command('list')
    .summary('list the accounts of a user at providers')
    .description('Lists the accounts of a user at providers, the oldest first. The address is the one that the provider told last.')
    .argument('<user>', 'its address, or its username')
    .action(list);
  return withExamples(command, 'castellan identities list ada@example.com');
}

async function list(name: string): Promise<void> {
  const { withCastellan } = await import('../with-castellan.js');
  const { email, identities } = await withCastellan(async (castellan) => {
    const user = await findUser(castellan, name);
    return { email: user.email, identities: await castellan.identities.list(user.id) };
  });
  if (identities.length === 0) process.stderr.write(`${email} has no account at a provider.\n`);
  else process.stdout.write(table(['id', 'connected', 'last used', 'provider', 'subject', 'address there'], identities.map(row)));
}

/** Subject and address are the provider's, or of whoever chose them there. */
const row = ({ id, createdAt, lastUsedAt, provider, subject, email }: Identity): readonly string[] => [
  id,
  createdAt.toISOString(),
  lastUsedAt?.toISOString() ?? 'never',
  provider,
  fitted(subject, TEXT_COLUMNS),
  fitted(email ?? '', TEXT_COLUMNS),
];
