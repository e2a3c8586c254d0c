import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { keysList } from './keys-list.js';
import { keysRevoke } from './keys-revoke.js';
import { keysRotate } from './keys-rotate.js';

export function keys(): Command {
  const command = new Command('keys').summary('list, rotate or revoke the signing keys').description('The keys that sign access tokens.');
  return withExamples(
    command.addCommand(keysList()).addCommand(keysRotate()).addCommand(keysRevoke()),
    'castellan keys list',
    'castellan keys rotate',
  );
}
