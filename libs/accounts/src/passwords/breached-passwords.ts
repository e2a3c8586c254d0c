import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { BloomFilter, isBloomFilter } from './bloom-filter.js';
import type { HashSet } from './hash-set.js';
import { SortedHashes } from './sorted-hashes.js';

/**
 * Passwords that are known from breaches of others (NIST SP 800-63B-4 §3.1.1.2). They stay in the file, which may have some ten gigabytes:
 * a check reads a few pages of it. SHA-1 is the form that such lists come in; it protects nothing here.
 */
export class BreachedPasswords {
  private constructor(
    private readonly hashes: HashSet,
    private readonly file: FileHandle,
  ) {}

  /**
   * Opens a list of SHA-1 hashes sorted by hash, one a line, as Have I Been Pwned's (`hash:count`), or the Bloom form of one.
   * @throws UnknownHashSet when it is neither, or what the file system says
   */
  static async open(path: string): Promise<BreachedPasswords> {
    const file = await open(path, 'r');
    try {
      return new BreachedPasswords((await isBloomFilter(file)) ? await BloomFilter.open(file) : await SortedHashes.open(file), file);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  includes(password: string): Promise<boolean> {
    return this.hashes.has(createHash('sha1').update(password, 'utf8').digest());
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
