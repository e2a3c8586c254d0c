// Writes every generated file that is checked in: each scripts/generate-<what>.ts, given the file it shall write.
//   npm run generate
import { generators, runGenerator } from './generators.mjs';

for (const { script, file } of generators()) {
  await runGenerator(script, file);
  console.log(`${file} written`);
}
