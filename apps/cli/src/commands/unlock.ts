import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { Refusal } from '../failure.js';
import { findUser } from '../find-user.js';

interface Options {
  readonly reason?: string;
}

const IN_MEMORY = 'Without REDIS_URL what is refused is known to the service alone, in its memory: unlock the user at the panel.';

export function unlock(): Command {
  const command = new Command('unlock')
    .summary('allow again what is refused after too many wrong secrets')
    .description(
      'Lifts what is refused to an account after too many wrong passwords or codes. Nobody is signed in by it, and limits by client go on.\n' +
        'Make sure who asks: somebody may have been guessing.',
    )
    .argument('<user>', 'its address, or its username')
    .option('--reason <text>', 'why, for the audit log; name nobody, it is kept for ever')
    .action(lift);
  return withExamples(command, 'castellan unlock ada@example.com --reason "Called; had an old password in her browser."');
}

async function lift(name: string, { reason = '' }: Options): Promise<void> {
  const { because, withCastellan } = await import('../with-castellan.js');
  const email = await withCastellan(async (castellan) => {
    if (!castellan.isStoreShared) throw new Refusal(IN_MEMORY);
    const user = await findUser(castellan, name);
    await castellan.unlocking.unlock(because(castellan.operator, reason), user.id);
    return user.email;
  });
  process.stdout.write(`${email} may try again.\n`);
}
