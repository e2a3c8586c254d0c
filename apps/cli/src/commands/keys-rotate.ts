import { Command } from 'commander';
import { withExamples } from '../examples.js';

export function keysRotate(): Command {
  const command = new Command('rotate')
    .summary('make a new signing key')
    .description(
      'Makes a new signing key: published at once, signing some minutes later, when everyone has seen it. No token dies by it.\n' +
        'The service rotates by itself; this is for a key that may have been seen by others.',
    )
    .action(async () => {
      const { withCastellan } = await import('../with-castellan.js');
      const made = await withCastellan(async ({ keys, operator }) => {
        const kid = await keys.rotate(operator.context);
        return (await keys.overview()).find((key) => key.kid === kid);
      });
      if (made) process.stdout.write(`${made.kid} is published, and signs from ${made.signsFrom.toISOString()}\n`);
    });
  return withExamples(command, 'castellan keys rotate');
}
