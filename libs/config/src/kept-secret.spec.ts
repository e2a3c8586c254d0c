import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keptSecret } from './kept-secret.js';

const run = promisify(execFile);

describe(keptSecret.name, () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'secret-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  const mode = (): number => statSync(join(directory, 'secret.key')).mode & 0o777;

  it('makes a secret once and keeps it for the owner alone', () => {
    const secret = keptSecret(directory, 32);
    expect(Buffer.from(secret, 'base64')).toHaveLength(48);
    expect(keptSecret(directory, 32)).toBe(secret);
    expect(mode()).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['secret.key']);
  });

  it('closes a file that others could read', () => {
    keptSecret(directory, 32);
    chmodSync(join(directory, 'secret.key'), 0o644);
    keptSecret(directory, 32);
    expect(mode()).toBe(0o600);
  });

  it('refuses a damaged file instead of making a new secret', () => {
    writeFileSync(join(directory, 'secret.key'), '');
    expect(() => keptSecret(directory, 32)).toThrow(/is damaged/);
  });

  it('gives processes that start together one secret', async () => {
    const source = JSON.stringify(join(import.meta.dirname, 'kept-secret.ts'));
    const target = JSON.stringify(directory);
    const script = `import(${source}).then(({ keptSecret }) => console.log(keptSecret(${target}, 32)))`;
    const starts = await Promise.all(
      [1, 2, 3, 4].map(() => run(process.execPath, ['--import', './scripts/typescript.mjs', '--input-type=module', '-e', script])),
    );
    expect(new Set(starts.map(({ stdout }) => stdout.trim())).size).toBe(1);
  });
});
