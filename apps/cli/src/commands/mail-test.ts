import type { MailTestOutcome } from '@castellan/notifications';
import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { Refusal, WrongUsage } from '../failure.js';

export function mailTest(): Command {
  const command = new Command('test')
    .summary('send one mail, and tell what the server answers')
    .description(
      'Sends one mail to the address, by the configured way and at once: not by the queue, and once. It is in the language of the reader,\n' +
        'where the address is that of a user, and says that there is nothing to do. Tells what the mail server answered.',
    )
    .argument('<address>', 'who gets it')
    .action(send);
  return withExamples(command, 'castellan mail test ada@example.com');
}

async function send(address: string): Promise<void> {
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) throw new WrongUsage('That is no address: ada@example.com is one.');
  const { withCastellan } = await import('../with-castellan.js');
  process.stdout.write(told(address, await withCastellan(({ mails }) => mails.send(address))));
}

function told(address: string, { outcome, language, answer }: MailTestOutcome): string {
  if (outcome === 'refused') throw new Refusal(`The mail to ${address} was not taken: ${answer}.`);
  if (outcome === 'kept')
    return `Nothing was sent: mails are kept in the development inbox, where this one is now (${language}). Set SMTP_URL to send them.\n`;
  return `The mail to ${address} (${language}) was taken: ${answer}\n`;
}
