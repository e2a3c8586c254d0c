import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { findUser } from '../find-user.js';

interface Options {
  readonly reason: string;
}

export function resetTwoFactor(): Command {
  const command = new Command('reset-2fa')
    .summary('turn off the second factor of somebody who lost it')
    .description(
      'Turns off two-step sign-in of an account whose owner lost phone and backup codes, and removes its passkeys.\n' +
        'Make sure who asks. All its sessions end, and its owner is told by mail.',
    )
    .argument('<user>', 'its address, or its username')
    .requiredOption('--reason <text>', 'why, and how you made sure who asks, for the audit log; name nobody, it is kept for ever')
    .action(reset);
  return withExamples(command, 'castellan reset-2fa ada@example.com --reason "Lost her phone; called back on the number we have."');
}

async function reset(name: string, { reason }: Options): Promise<void> {
  const { withCastellan } = await import('../with-castellan.js');
  const email = await withCastellan(async (castellan) => {
    const user = await findUser(castellan, name);
    await castellan.twoFactor.reset(castellan.operator, user.id, reason);
    return user.email;
  });
  process.stdout.write(`Two-factor authentication of ${email} is off. All their sessions have ended.\n`);
}
