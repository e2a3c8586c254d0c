import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { exportLines } from './export-users.js';

export function exportUsers(): Command {
  const command = new Command('export').summary('hand users on to another system').description('Hands users on, in a documented form.');
  return withExamples(command.addCommand(exportLines()), 'castellan export users > users.jsonl');
}
