import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BloomBuilder } from './bloom-filter.js';
import { BreachedPasswords } from './breached-passwords.js';

const sha1 = (text: string): Buffer => createHash('sha1').update(text).digest();
const hexOf = (text: string): string => sha1(text).toString('hex').toUpperCase();

const BREACHED = Array.from({ length: 400 }, (_, index) => `breached ${String(index)}`);
const OTHERS = Array.from({ length: 400 }, (_, index) => `never seen ${String(index)}`);

describe(BreachedPasswords.name, () => {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-breached-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  const written = (name: string, content: string | readonly Buffer[]): string => {
    const file = join(directory, name);
    writeFileSync(file, typeof content === 'string' ? content : Buffer.concat(content));
    return file;
  };
  const found = async (file: string, passwords: readonly string[]): Promise<number> => {
    const breached = await BreachedPasswords.open(file);
    const answers = await Promise.all(passwords.map((password) => breached.includes(password)));
    await breached.close();
    return answers.filter((isIn) => isIn).length;
  };

  it.each([
    ['as Have I Been Pwned gives them', (hash: string, index: number) => `${hash}:${String(index % 7 ? 3 : 10_434_004)}`, '\r\n'],
    ['bare, in lower case', (hash: string) => hash.toLowerCase(), '\n'],
  ])('finds every password of a sorted list, and no other: hashes %s', async (_, line, end) => {
    const lines = BREACHED.map(hexOf).sort().map(line);
    const file = written('list.txt', lines.join(end) + end);

    expect(await found(file, BREACHED)).toBe(BREACHED.length);
    expect(await found(file, OTHERS)).toBe(0);
  });

  it('finds the first and the last line, also without a break at the end, and the only one', async () => {
    const lines = BREACHED.map(hexOf).sort();
    const ends = BREACHED.filter((password) => hexOf(password) === lines[0] || hexOf(password) === lines.at(-1));

    expect(await found(written('ends.txt', lines.join('\n')), ends)).toBe(2);
    expect(await found(written('one.txt', hexOf('alone')), ['alone', 'other'])).toBe(1);
  });

  it('finds every password of a Bloom form, and one in some thousand others', async () => {
    const builder = new BloomBuilder(BREACHED.length);
    for (const password of BREACHED) builder.add(sha1(password));
    const file = written('breached.bloom', builder.parts());

    expect(await found(file, BREACHED)).toBe(BREACHED.length);
    expect(await found(file, OTHERS)).toBeLessThan(8);
  });

  it.each([
    ['empty', '', 'holds no SHA-1 hashes'],
    ['of something else', 'password\n123456\n', 'holds no SHA-1 hashes'],
    ['sorted by count', BREACHED.map(hexOf).join('\n'), 'is not sorted'],
  ])('refuses a file that is %s', async (name, content, problem) => {
    await expect(BreachedPasswords.open(written(name, content))).rejects.toThrow(problem);
  });
});
