import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { mailTest } from './mail-test.js';

export function mail(): Command {
  const command = new Command('mail').summary('try the mail').description('The way that mails leave by.');
  return withExamples(command.addCommand(mailTest()), 'castellan mail test ada@example.com');
}
