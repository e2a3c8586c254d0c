import { Argument, Command } from 'commander';
import { withExamples } from '../examples.js';

export function messages(): Command {
  const command = new Command('messages')
    .summary('print every word, to translate or replace it')
    .description(
      'Prints the message file of a language that comes with Castellan, from which a translation is begun. Reads no configuration.',
    )
    .addArgument(new Argument('[language]', 'of which language').choices(['en', 'de']).default('en'))
    .action(async (language: string) => {
      const { messageFile } = await import('../message-file.js');
      process.stdout.write(messageFile(language));
    });
  return withExamples(command, 'castellan messages > /etc/castellan/messages/fr.json');
}
