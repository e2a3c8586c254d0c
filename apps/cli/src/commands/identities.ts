import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { identitiesList } from './identities-list.js';
import { identitiesRemove } from './identities-remove.js';

export function identities(): Command {
  const command = new Command('identities')
    .summary('list or disconnect the accounts of a user at providers')
    .description('The accounts of one user at providers, by which they sign in here.');
  return withExamples(
    command.addCommand(identitiesList()).addCommand(identitiesRemove()),
    'castellan identities list ada@example.com',
    'castellan identities remove ada@example.com 7f3c2a90-4b1d-4c38-9a52-0d6e8f1b7c44 --reason "Lost her account there."',
  );
}
