import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { HashingPool } from './hashing-pool.js';

/** Named after Django's `bcrypt_sha256$`: the stored string says by itself how it was made. */
const PREFIX = 'bcrypt_hmac_sha384$';
const PREHASH_LABEL = 'castellan/bcrypt/v1';

/** Hashes and checks passwords; every check costs exactly one hash, whether or not there is something to check. */
@Injectable()
export class PasswordHasher {
  /** Checked in place of a missing hash, so that unknown users take as long as known ones: any well-formed hash of today's cost will do. */
  private readonly decoy: string;

  constructor(
    private readonly pool: HashingPool,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {
    const cost = String(options.bcryptCost).padStart(2, '0');
    this.decoy = `$2b$${cost}$${'.'.repeat(53)}`;
  }

  /** @throws Unavailable when the hashing queue is full */
  async hash(password: string): Promise<string> {
    return PREFIX + (await this.pool.hash(prehash(password), this.options.bcryptCost));
  }

  /** @throws Unavailable when the hashing queue is full */
  async verify(password: string, stored: string | null): Promise<boolean> {
    if (stored?.startsWith(PREFIX)) return this.pool.verify(prehash(password), stored.slice(PREFIX.length));
    await this.pool.verify(prehash(password), this.decoy);
    return false;
  }

  /** Was the hash made with another cost than today's? */
  isOutdated(stored: string): boolean {
    const cost = Number(stored.slice(PREFIX.length).split('$')[2]);
    return cost !== this.options.bcryptCost;
  }
}

/** Gives bcrypt 64 characters for any password: nothing is cut at 72 bytes, and no NUL byte ends it early (contract §4). */
function prehash(password: string): string {
  return createHmac('sha384', PREHASH_LABEL).update(password.normalize('NFC')).digest('base64');
}
