// Makes libs/passkeys/src/authenticator-names.ts anew, from the list that the makers of passkey providers keep:
//   git clone https://github.com/passkeydeveloper/passkey-authenticator-aaguids
//   node scripts/authenticator-names.mjs passkey-authenticator-aaguids
// Of the list only what tells which id has which name is kept, no picture; the repository states no licence for it.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OUT = new URL('../libs/passkeys/src/authenticator-names.ts', import.meta.url);
const AAGUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NAME = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]{1,64}$/u;

const [repository] = process.argv.slice(2);
if (!repository) throw new Error('Name the folder of the cloned repository.');

const commit = execFileSync('git', ['-C', repository, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
const list = JSON.parse(readFileSync(join(repository, 'aaguid.json'), 'utf8'));
const names = Object.entries(list)
  .map(([id, { name }]) => [id.toLowerCase(), name.trim()])
  .sort(([one], [other]) => (one < other ? -1 : 1));
// The list will be emptied when it retires, and what is no name must reach no page.
if (names.length === 0) throw new Error('The list is empty: it is retired, see its README.md. Keep what there is.');
for (const [id, name] of names) if (!AAGUID.test(id) || !NAME.test(name)) throw new Error(`This is no authenticator: ${id} ${name}`);

const lines = names.map(([id, name]) => `  '${id}': '${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}',`);
writeFileSync(
  OUT,
  `// Made by scripts/authenticator-names.mjs. Do not change it by hand.
// The names are those of https://github.com/passkeydeveloper/passkey-authenticator-aaguids (aaguid.json, commit ${commit.slice(0, 12)}),
// which its contributors keep for naming passkeys to their owners, and for nothing else.

/** What authenticators are called, by AAGUID. It decides nothing: an authenticator may claim any, and attestation is not asked for. */
export const AUTHENTICATOR_NAMES: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`,
);
console.log(`${String(names.length)} names in ${fileURLToPath(OUT)}`);
