import { Command } from 'commander';
import { withExamples } from '../examples.js';

export function migrate(): Command {
  const command = new Command('migrate')
    .summary('bring the tables up to date')
    .description('Runs the migrations that the database does not have yet, as every start does, and says which.')
    .action(async () => {
      const { runMigrations } = await import('../run-migrations.js');
      process.stdout.write(told(await runMigrations()));
    });
  return withExamples(command, 'castellan migrate', 'DATABASE_URL=postgres://… castellan migrate');
}

function told(names: readonly string[]): string {
  return names.length === 0 ? 'The tables are up to date.\n' : names.map((name) => `Ran ${name}\n`).join('');
}
