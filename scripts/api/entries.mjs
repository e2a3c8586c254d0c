// What of the project other people import: each package, its entries, and whether they may count on them.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UNPROMISED } from '../house.mjs';
import { ROOT } from '../run.mjs';

const UMBRELLA = { name: 'castellan', folder: 'apps/castellan' };
const ENTRIES = { '.': ['src/index.ts'], './tables': ['src/tables.ts'], './testing': ['src/testing/index.ts', 'src/testing.ts'] };

/** `{ name, folder, entries: [{ name, file }] }` of every package that something can be imported from. */
export function packages() {
  const libs = readdirSync(join(ROOT, 'libs')).map((lib) => ({ name: `@castellan/${lib}`, folder: `libs/${lib}` }));
  return [...libs, UMBRELLA].map((one) => ({ ...one, entries: entriesOf(one) })).filter(({ entries }) => entries.length > 0);
}

/** Those whose names are a promise to the people who import them. */
export const promised = () => packages().filter((one) => !isUnpromised(one));

/** Those that are for our own. */
export const unpromised = () => packages().filter(isUnpromised);

const isUnpromised = ({ folder }) => UNPROMISED.includes(folder.replace(/^libs\//, ''));

function entriesOf({ name, folder }) {
  return Object.entries(ENTRIES).flatMap(([path, files]) => {
    const file = files.map((each) => `${folder}/${each}`).find((each) => existsSync(join(ROOT, each)));
    return file ? [{ name: name + path.slice(1), path, file }] : [];
  });
}
