// Whether a CommonJS host can require every entry: none waits at its top level, and everything that it imports is found.
// All but those for `--import`, which nobody requires, and which must have ended before the program begins.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { STAGING } from './stage.mjs';

const PRELOADED = ['castellan/telemetry'];

/** @returns a line for each entry that cannot be required */
export function notRequirable({ name, manifest }) {
  const require = createRequire(join(STAGING, 'host.cjs'));
  const entries = Object.keys(manifest.exports).map((entry) => join(name, entry));
  return entries.flatMap((entry) => {
    try {
      if (!PRELOADED.includes(entry)) require(entry);
      return [];
    } catch (error) {
      return [`${entry} cannot be required: ${error.message}`];
    }
  });
}
