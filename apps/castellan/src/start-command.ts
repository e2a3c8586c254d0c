import { withExamples } from '@castellan/cli';
import { Command } from 'commander';

/** The command ends when the process does. */
const NEVER = new Promise<void>(() => undefined);

export function start(): Command {
  const command = new Command('start')
    .summary('run the service')
    .description('Runs the service in this folder until it is stopped, with the panel where @castellan/admin is installed.')
    .action(async () => {
      const { startService } = await import('./start-service.js');
      await startService('npx castellan');
      await NEVER;
    });
  return withExamples(command, 'castellan start', 'PORT=8080 castellan start');
}
