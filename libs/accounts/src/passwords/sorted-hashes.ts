import type { FileHandle } from 'node:fs/promises';
import { UnknownHashSet } from './hash-set.js';
import type { HashSet } from './hash-set.js';

/** Longer than any line: 40 digits, a colon, a count. */
const LINE_BYTES = 80;
const HASH_DIGITS = 40;
const HASH = /^[0-9A-F]{40}$/;
const SAMPLES = 32;

/** A text of SHA-1 hashes in upper or lower case, sorted, one a line; what stands behind a hash does not count. Looked through by halving. */
export class SortedHashes implements HashSet {
  private constructor(
    private readonly file: FileHandle,
    private readonly size: number,
  ) {}

  /** @throws UnknownHashSet when it holds something else, or is not in order: then a look-up would miss what is there */
  static async open(file: FileHandle): Promise<SortedHashes> {
    const list = new SortedHashes(file, (await file.stat()).size);
    let former = '';
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const hash = await list.hashAfter(Math.floor((list.size / SAMPLES) * sample));
      if (hash === null && sample > 0) continue; // behind the last line's beginning
      if (hash === null || !HASH.test(hash)) throw new UnknownHashSet('holds no SHA-1 hashes, one a line');
      if (hash < former) throw new UnknownHashSet('is not sorted by hash');
      former = hash;
    }
    return list;
  }

  async has(hash: Buffer): Promise<boolean> {
    const wanted = hash.toString('hex').toUpperCase();
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const found = await this.hashAfter(middle);
      if (found === wanted) return true;
      if (found !== null && found < wanted) low = middle + 1;
      else high = middle;
    }
    return false;
  }

  /** The hash of the first line that begins at the position or behind it; null where none does. */
  private async hashAfter(position: number): Promise<string | null> {
    const from = Math.max(0, position - 1); // so that a line which begins there is found by the break before it
    const { buffer, bytesRead } = await this.file.read({ buffer: Buffer.alloc(2 * LINE_BYTES), position: from });
    const text = buffer.toString('latin1', 0, bytesRead);
    const begin = position === 0 ? 0 : text.indexOf('\n') + 1;
    const isLine = begin > 0 || position === 0;
    const line = text.slice(begin, begin + HASH_DIGITS);
    return isLine && line.trim() !== '' ? line.toUpperCase() : null;
  }
}
