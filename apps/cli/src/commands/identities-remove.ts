import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { findUser } from '../find-user.js';

interface Options {
  readonly reason?: string;
}

export function identitiesRemove(): Command {
  const command = new Command('remove')
    .summary('disconnect an account at a provider')
    .description(
      'Disconnects an account at a provider from an account here. Make sure who asks. All its sessions end, and its owner is told by mail.\n' +
        'The last way in stays.',
    )
    .argument('<user>', 'its address, or its username')
    .argument('<id>', 'what to disconnect, as castellan identities list tells it')
    .option('--reason <text>', 'why, and how you made sure who asks, for the audit log; name nobody, it is kept for ever')
    .action(remove);
  return withExamples(
    command,
    'castellan identities remove ada@example.com 7f3c2a90-4b1d-4c38-9a52-0d6e8f1b7c44 --reason "Lost her account there; called back."',
  );
}

async function remove(name: string, id: string, { reason = '' }: Options): Promise<void> {
  const { because, withCastellan } = await import('../with-castellan.js');
  const email = await withCastellan(async (castellan) => {
    const user = await findUser(castellan, name);
    await castellan.identityRemoval.remove(because(castellan.operator, reason), user.id, [id]);
    return user.email;
  });
  process.stdout.write(`The account at the provider is disconnected from ${email}. All their sessions have ended.\n`);
}
