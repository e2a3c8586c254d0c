// Builds and packs every package, and says what is wrong with any. A step of `npm run check`.
import 'reflect-metadata';
import { notCompiling } from './packages/compiles.mjs';
import { outOfStep } from './packages/in-step.mjs';
import { makePackages } from './packages/make.mjs';
import { notRequirable } from './packages/requirable.mjs';
import { faultsOf } from './packages/sound.mjs';

/** What a host that only checks tokens downloads of ours, in bytes (docs/reference/contract.md#for-nest-services). */
const GUARD = { names: ['@castellan/access', '@castellan/common'], limit: 100_000 };

const made = await makePackages();
const faults = [...outOfStep(made), ...made.flatMap(notRequirable), ...notCompiling(made), ...tooLarge()];
for (const each of made) faults.push(...(await faultsOf(each)));
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);

function tooLarge() {
  const size = made.filter(({ name }) => GUARD.names.includes(name)).reduce((sum, each) => sum + each.size, 0);
  return size <= GUARD.limit ? [] : [`${GUARD.names.join(' and ')} are ${size} bytes, more than ${GUARD.limit}`];
}
