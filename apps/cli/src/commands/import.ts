import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { importDjango } from './import-django.js';
import { importLines } from './import-users.js';

export function importUsers(): Command {
  const command = new Command('import')
    .summary('bring users along from another system')
    .description('Brings users along from another system, as they are: nobody needs a new password.');
  return withExamples(
    command.addCommand(importDjango()).addCommand(importLines()),
    'castellan import django dump.json --dry-run',
    'castellan import users users.jsonl',
  );
}
