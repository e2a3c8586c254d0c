import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { BloomBuilder } from './bloom-filter.js';

const HASH = /^[0-9A-F]{40}(?::|$)/i;
/** 40 digits and a line break: there are at most as many lines. */
const SHORTEST_LINE = 41;

/** What was made. @internal */
export interface BuiltBloom {
  readonly hashes: number;
  readonly bytes: number;
}

/**
 * Makes the Bloom form of a list of SHA-1 hashes, one a line, in any order. It is written beside and renamed, so that a service never
 * opens half of it. Keeps 1.8 bytes a hash in memory.
 * @throws Error when a line is no hash, and what the file system says
 * @internal
 */
export async function buildBreachedBloom(source: string, target: string): Promise<BuiltBloom> {
  const builder = new BloomBuilder(Math.ceil(((await stat(source)).size + 1) / SHORTEST_LINE));
  let hashes = 0;
  for await (const line of createInterface({ input: createReadStream(source), crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    if (!HASH.test(line)) throw new Error(`line ${String(hashes + 1)} of ${source} is no SHA-1 hash`);
    builder.add(Buffer.from(line.slice(0, 40), 'hex'));
    hashes += 1;
  }
  return { hashes, bytes: await write(builder, target) };
}

async function write(builder: BloomBuilder, target: string): Promise<number> {
  const beside = `${target}.${String(process.pid)}.new`;
  try {
    await pipeline(builder.parts(), createWriteStream(beside, { flags: 'wx' }));
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return (await stat(target)).size;
}
