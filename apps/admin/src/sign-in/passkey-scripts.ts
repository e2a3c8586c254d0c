import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const OURS = join(import.meta.dirname, '..', 'browser', 'passkey.js');
const require = createRequire(import.meta.url);
/** The library as one file for browsers, beside its entry. */
const LIBRARY = join(dirname(require.resolve('@simplewebauthn/browser')), '..', 'dist', 'bundle', 'index.umd.min.js');

/** What the page of the second step loads, where its owner has a passkey. */
export const passkeyScripts = (): readonly { readonly name: string; readonly content: string }[] => [
  { name: 'webauthn.js', content: readFileSync(LIBRARY, 'utf8') },
  { name: 'passkey.js', content: readFileSync(OURS, 'utf8') },
];
