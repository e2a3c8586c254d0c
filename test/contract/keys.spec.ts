import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/root.js';

/** Where a key is derived: a vault of that purpose, or keys asked for it. */
const DERIVATIONS = [/new Vault\(\s*[^,()]+,\s*([^),]+)\)/g, /[kK]eys\s*\.\s*(?:current|all)\(\s*([^),]+?)\s*\)/g];
/** The vault hands on what it was made for. */
const HANDED_ON = 'libs/common/src/vault.ts';

const SOURCES = ['libs', 'apps']
  .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => /\/src\/.*\.ts$/.test(file) && !file.endsWith('.spec.ts'));

/** Every purpose in the sources. Throws where one is neither a text nor a constant of the same file. */
function derivedPurposes(): readonly string[] {
  const files = SOURCES.filter((file) => file !== HANDED_ON);
  return [...new Set(files.flatMap((file) => purposesIn(file, readFileSync(join(ROOT, file), 'utf8'))))].toSorted();
}

function purposesIn(file: string, text: string): readonly string[] {
  const written = DERIVATIONS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, argument = '']) => argument));
  return written.map((argument) => {
    const [, value] =
      new RegExp(argument.startsWith("'") ? /^'(.+)'$/ : `const ${argument} = '(.+)'`).exec(argument.startsWith("'") ? argument : text) ??
      [];
    if (value === undefined) throw new Error(`${file}: what is derived for ${argument} cannot be told.`);
    return value;
  });
}

describe('docs/operations/keys.md', () => {
  const page = readFileSync(join(ROOT, 'docs/operations/keys.md'), 'utf8');
  const [, table = ''] = page.split('## Derived from `SECRET_KEY`');
  const listed = [...table.split('\n## ')[0]!.matchAll(/^\| `([\w/-]+)`/gm)].map(([, purpose]) => purpose!);

  it('names every key that is derived from the secret, and no other (cryptographic inventory)', () => {
    expect(derivedPurposes().length).toBeGreaterThan(10);
    expect(listed.toSorted()).toEqual(derivedPurposes());
  });

  it('has one place that derives', () => {
    const deriving = SOURCES.filter((file) => /\b(?:deriveKey|hkdf(?:Sync)?)\(/.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(deriving.toSorted()).toEqual(['libs/common/src/secret-keys.ts', 'libs/common/src/secrets.ts']);
  });
});
