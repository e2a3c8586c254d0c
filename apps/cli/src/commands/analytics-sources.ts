import { Command } from 'commander';
import { withExamples } from '../examples.js';

interface Options {
  readonly since?: string;
  readonly until?: string;
  readonly limit?: string;
}

export function analyticsSources(): Command {
  const command = new Command('sources')
    .summary('where users come from')
    .description('Prints the sources with most users, as a table and as bars. Days are those of UTC.')
    .option('--since <moment>', 'count from then on: 2026-11-21, or 2026-11-21T09:30:00Z')
    .option('--until <moment>', 'count up to then; a day counts whole')
    .option('--limit <count>', 'of how many sources, 1 to 100 (10)')
    .action(print);
  return withExamples(command, 'castellan analytics sources', 'castellan analytics sources --since 2026-11-01 --limit 5');
}

async function print(options: Options): Promise<void> {
  const { sourceReport } = await import('../source-report.js');
  process.stdout.write(await sourceReport(options, process.stdout));
}
