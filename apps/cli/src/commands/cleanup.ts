import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { table } from '../table.js';

export function cleanup(): Command {
  const command = new Command('cleanup')
    .summary('delete what has had its time')
    .description('Deletes expired tokens, links and sessions, old events, and accounts closed long ago. The service does so every night.')
    .action(async () => {
      const { withCastellan } = await import('../with-castellan.js');
      const report = await withCastellan((castellan) => castellan.cleanup.run());
      const rows = Object.entries(report).map(([name, count]) => [name, String(count)]);
      process.stdout.write(table(['table', 'rows deleted'], rows));
    });
  return withExamples(command, 'castellan cleanup');
}
