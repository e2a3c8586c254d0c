import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { importDjango } from './import-django.js';

export function importUsers(): Command {
  const command = new Command('import')
    .summary('bring users along from another system')
    .description('Brings users along from another system, as they are: nobody needs a new password.');
  return withExamples(command.addCommand(importDjango()), 'castellan import django dump.json --dry-run');
}
