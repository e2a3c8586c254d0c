import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { findUser } from '../find-user.js';

interface Options {
  readonly reason?: string;
}

export function passkeysRemove(): Command {
  const command = new Command('remove')
    .summary('remove a passkey of somebody who lost it')
    .description(
      'Removes a passkey of an account. Make sure who asks. All its sessions end, and its owner is told by mail.\n' +
        'The last way in stays; where it is the last second factor, castellan reset-2fa turns two-step sign-in off with it.',
    )
    .argument('<user>', 'its address, or its username')
    .argument('<id>', 'the passkey, as castellan passkeys list tells it')
    .option('--reason <text>', 'why, and how you made sure who asks, for the audit log; name nobody, it is kept for ever')
    .action(remove);
  return withExamples(
    command,
    'castellan passkeys remove ada@example.com 7f3c2a90-4b1d-4c38-9a52-0d6e8f1b7c44 --reason "Lost her phone; called back on the number we have."',
  );
}

async function remove(name: string, id: string, { reason = '' }: Options): Promise<void> {
  const { because, withCastellan } = await import('../with-castellan.js');
  const email = await withCastellan(async (castellan) => {
    const user = await findUser(castellan, name);
    await castellan.passkeyRemoval.remove(because(castellan.operator, reason), user.id, [id]);
    return user.email;
  });
  process.stdout.write(`The passkey of ${email} is removed. All their sessions have ended.\n`);
}
