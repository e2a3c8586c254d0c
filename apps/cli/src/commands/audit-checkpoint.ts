import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { Refusal } from '../failure.js';

export function auditCheckpoint(): Command {
  const command = new Command('checkpoint')
    .summary('print where the log ends, to be kept elsewhere')
    .description(
      'Prints number and signature of the last row as JSON. Keep it where nobody reaches it who has the database: a log that is cut off\n' +
        'or written anew does not hold against it.',
    )
    .action(async () => {
      const { withCastellan } = await import('../with-castellan.js');
      const checkpoint = await withCastellan((castellan) => castellan.audit.checkpoint());
      if (!checkpoint) throw new Refusal('The end of the audit log was altered. Run castellan audit verify.');
      process.stdout.write(`${JSON.stringify(checkpoint)}\n`);
    });
  return withExamples(command, 'castellan audit checkpoint > /mnt/elsewhere/audit.json');
}
