import { Command } from 'commander';
import { withExamples } from '../examples.js';

interface Options {
  readonly reason?: string;
}

export function keysRevoke(): Command {
  const command = new Command('revoke')
    .summary('drop a signing key that may be in other hands')
    .description(
      'Drops a signing key: within a second no node believes what it signed, and it is published no more. Every access token of it dies,\n' +
        'and clients refresh. Where it signed, a new key does at once.',
    )
    .argument('<kid>', 'its id, as castellan keys list tells it')
    .option('--reason <text>', 'why, for the audit log; name nobody, it is kept for ever')
    .action(revoke);
  return withExamples(command, 'castellan keys revoke kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k --reason "A backup was lost."');
}

async function revoke(kid: string, { reason }: Options): Promise<void> {
  const { withCastellan } = await import('../with-castellan.js');
  const successor = await withCastellan(({ keys, operator }) => keys.revoke(kid, reason?.trim() || null, operator.context));
  process.stdout.write(`${kid} is revoked.\n`);
  if (successor !== null) process.stdout.write(`${successor} signs from now on.\n`);
}
