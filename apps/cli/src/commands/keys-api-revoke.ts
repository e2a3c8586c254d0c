import { Command } from 'commander';
import { withExamples } from '../examples.js';

interface Options {
  readonly reason?: string;
}

export function keysApiRevoke(): Command {
  const command = new Command('revoke')
    .summary('revoke an API key')
    .description('Revokes an API key: within a second no node takes it. It stays in the list. Revoking it again changes nothing.')
    .argument('<id>', 'its id, as castellan keys api list tells it or as it stands in the key')
    .option('--reason <text>', 'why, for the audit log; name nobody, it is kept for ever')
    .action(revoke);
  return withExamples(command, 'castellan keys api revoke 7f3c2a90-4b1d-4c38-9a52-0d6e8f1b7c44 --reason "It stood in a log."');
}

async function revoke(named: string, { reason = '' }: Options): Promise<void> {
  const { because, withCastellan } = await import('../with-castellan.js');
  const id = idOf(named);
  await withCastellan(({ apiKeys, operator }) => apiKeys.revoke(because(operator, reason), id));
  process.stdout.write(`${id} is revoked.\n`);
}

/** Whoever is in a hurry copies what they have: of a key, all of it or its second part. What is printed is the id alone. */
function idOf(named: string): string {
  const [, hex] = /^(?:ck_)?([0-9a-f]{32})(?:_|$)/.exec(named) ?? [];
  return hex?.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') ?? named;
}
