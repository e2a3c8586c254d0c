import type { KeyOverview, KeyState } from '@castellan/keys';
import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { table } from '../table.js';

const STATES: Readonly<Record<KeyState, string>> = {
  waiting: 'published, signs later',
  signing: 'signs',
  retired: 'verifies only',
  sealed: 'verifies only: SECRET_KEY does not open it',
};

export function keysList(): Command {
  const command = new Command('list')
    .summary('list the signing keys')
    .description('Lists the published signing keys, the newest first. Never their private halves.')
    .action(async () => {
      const { withCastellan } = await import('../with-castellan.js');
      const keys = await withCastellan((castellan) => castellan.keys.overview());
      process.stdout.write(table(['kid', 'created', 'signs from', 'state'], keys.map(row)));
    });
  return withExamples(command, 'castellan keys list');
}

const row = ({ kid, createdAt, signsFrom, state }: KeyOverview) => [kid, createdAt.toISOString(), signsFrom.toISOString(), STATES[state]];
