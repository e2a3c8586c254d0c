// Whether a CommonJS host can require every entry: none waits at its top level, and everything that it imports is found.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { STAGING } from './stage.mjs';

/** @returns a line for each entry that cannot be required */
export function notRequirable({ name, manifest }) {
  const require = createRequire(join(STAGING, 'host.cjs'));
  return Object.keys(manifest.exports).flatMap((entry) => {
    try {
      require(join(name, entry));
      return [];
    } catch (error) {
      return [`${join(name, entry)} cannot be required: ${error.message}`];
    }
  });
}
