import { Argument, Command } from 'commander';
import { withExamples } from '../examples.js';

export function messages(): Command {
  const command = new Command('messages')
    .summary('print every word, to translate or replace it')
    .description(
      'Prints the message file from which a translation into the language is begun: the texts of English or German, which come with ' +
        'Castellan; for any other language the English ones, in each form that it counts with. Reads no configuration.',
    )
    .addArgument(new Argument('[language]', 'BCP 47 tag, such as fr or pt-BR').default('en'))
    .action(async (language: string) => {
      const { messageFile } = await import('../message-file.js');
      process.stdout.write(messageFile(language));
    });
  return withExamples(command, 'castellan messages fr > /etc/castellan/messages/fr.json');
}
