// Builds every package and packs it into dist/packages: npm run packages
// One pass of TypeScript makes all of them, and leaves their imports of each other by name; one more those that are CommonJS, too. What is
// packed is laid out in dist/staging/node_modules, where Node finds the packages as it does where they are installed.
import { makePackages } from './packages/make.mjs';

for (const { filename, size, unpackedSize } of await makePackages())
  console.log(`${filename.padEnd(38)} ${kB(size)}, unpacked ${kB(unpackedSize)}`);

function kB(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
}
