import { Command } from 'commander';
import { withExamples } from '../examples.js';
import { Refusal } from '../failure.js';

export function breachedBuild(): Command {
  const command = new Command('build')
    .summary('make the small form of a list')
    .description(
      'Makes the Bloom form of a list of SHA-1 hashes, such as the one that Have I Been Pwned gives: a twentieth of its size. It then takes\none password in a thousand for breached that is not. Needs 1.8 bytes of memory a hash, and no database.',
    )
    .argument('<list>', 'a file of SHA-1 hashes, one a line, in any order; what stands behind a colon is passed over')
    .argument('<target>', 'the file to make')
    .action(build);
  return withExamples(command, 'castellan breached build pwned-passwords-sha1.txt breached.bloom');
}

async function build(list: string, target: string): Promise<void> {
  const { buildBreachedBloom } = await import('../breached-list.js');
  try {
    const { hashes, bytes } = await buildBreachedBloom(list, target);
    process.stdout.write(`${String(hashes)} hashes, ${String(bytes)} bytes. Set: BREACHED_PASSWORDS=${target}\n`);
  } catch (error) {
    throw new Refusal(`${target} was not made: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
