import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version in the `package.json` above, wherever the build has put this file. */
export function version(directory = import.meta.dirname): string {
  const file = join(directory, 'package.json');
  if (!existsSync(file)) return version(dirname(directory));
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }; // npm demands one
  return manifest.version;
}
