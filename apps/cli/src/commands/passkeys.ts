import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { passkeysList } from './passkeys-list.js';
import { passkeysRemove } from './passkeys-remove.js';

export function passkeys(): Command {
  const command = new Command('passkeys').summary('list or remove the passkeys of a user').description('The passkeys of one user.');
  return withExamples(
    command.addCommand(passkeysList()).addCommand(passkeysRemove()),
    'castellan passkeys list ada@example.com',
    'castellan passkeys remove ada@example.com 7f3c2a90-4b1d-4c38-9a52-0d6e8f1b7c44 --reason "Lost her phone."',
  );
}
