import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { table } from '../table.js';

export function routes(): Command {
  const command = new Command('routes')
    .summary('list every route and what it asks for')
    .description(
      'Lists every route: who may call it, how often, and whether it is held to the CSRF rule always or when our cookies come along.\n' +
        'Every path answers with and without its trailing slash. The documentation beside them (/docs, /docs-json, /docs-yaml) is public where DOCS=on.\n' +
        'Opens no database.',
    )
    .action(async () => {
      const { routeRows } = await import('../route-rows.js');
      process.stdout.write(table(['method', 'path', 'for', 'limit', 'csrf'], await routeRows()));
    });
  return withExamples(command, 'castellan routes', 'castellan routes | grep public');
}
