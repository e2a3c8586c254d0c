import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { breachedBuild } from './breached-build.js';

export function breached(): Command {
  const command = new Command('breached')
    .summary('prepare a list of breached passwords')
    .description('Lists of breached passwords, which BREACHED_PASSWORDS names.');
  return withExamples(command.addCommand(breachedBuild()), 'castellan breached build pwned-passwords-sha1.txt breached.bloom');
}
