import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { keysApi } from './keys-api.js';
import { keysList } from './keys-list.js';
import { keysRevoke } from './keys-revoke.js';
import { keysRotate } from './keys-rotate.js';

export function keys(): Command {
  const command = new Command('keys')
    .summary('the keys that sign, and the API keys of machines')
    .description('The keys that sign access tokens; below `api`, the keys of machines.');
  return withExamples(
    command.addCommand(keysList()).addCommand(keysRotate()).addCommand(keysRevoke()).addCommand(keysApi()),
    'castellan keys list',
    'castellan keys rotate',
    'castellan keys api list',
  );
}
