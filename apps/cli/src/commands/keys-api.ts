import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { keysApiCreate } from './keys-api-create.js';
import { keysApiList } from './keys-api-list.js';
import { keysApiRevoke } from './keys-api-revoke.js';

export function keysApi(): Command {
  const command = new Command('api')
    .summary('make, list or revoke the keys of machines')
    .description('The API keys of machines: what they open is in docs/guides/api-keys.md.');
  return withExamples(
    command.addCommand(keysApiCreate()).addCommand(keysApiList()).addCommand(keysApiRevoke()),
    'castellan keys api list',
    'castellan keys api create --name "back office" --permissions users.view',
  );
}
