import { inTime, randomToken, Unavailable } from '@castellan/common';
import { plainError } from '@castellan/data';
import { Logger } from '@nestjs/common';
import type { PasswordAlgorithm } from './password-algorithm.js';

const HASH_MS = 10_000;
const MAX_STORED_LENGTH = 500;
const AT_ONCE = 64;
const RETRY_AFTER_SECONDS = 5;

/** The algorithm of a host, used with care: it may throw, hang, or give rubbish. */
export class OwnAlgorithm {
  private readonly logger = new Logger(OwnAlgorithm.name);
  private underWay = 0;
  /** A string that fits nobody's password, for whoever has none. */
  private decoy = '';

  constructor(private readonly port: PasswordAlgorithm) {}

  made(stored: string): boolean {
    return stored.startsWith(this.port.prefix);
  }

  /** @throws Error with the port's name, which stops the start, when it stores the password itself, or does not verify it, or others too */
  async prove(): Promise<void> {
    const password = randomToken();
    this.decoy = (await this.hash(password)) ?? '';
    if (this.decoy.includes(password)) throw new Error('ports.passwordHasher: it stores the password itself.');
    const isRight = this.decoy !== '' && (await this.verify(password, this.decoy));
    if (!isRight || (await this.verify(randomToken(), this.decoy)) || (await this.verify(withAnotherEnd(password), this.decoy)))
      throw new Error('ports.passwordHasher: it does not verify what it has hashed, and that alone.');
  }

  /** Null when it failed. @throws Unavailable when too many are under way */
  async hash(password: string): Promise<string | null> {
    const stored = await this.run('hash', () => this.port.hash(password.normalize('NFC')));
    const isString = typeof stored === 'string' && stored.length <= MAX_STORED_LENGTH && this.made(stored) && stored !== this.port.prefix;
    return isString ? stored : null;
  }

  /** @throws Unavailable when too many are under way */
  async verify(password: string, stored: string): Promise<boolean> {
    return (await this.run('verify', () => this.port.verify(password.normalize('NFC'), stored))) === true;
  }

  /** As dear as `verify`. @throws Unavailable when too many are under way */
  async verifyNothing(password: string): Promise<void> {
    await this.verify(password, this.decoy);
  }

  isOutdated(stored: string): boolean {
    try {
      return !this.made(stored) || (this.port.isOutdated(stored) as unknown) === true;
    } catch {
      return false;
    }
  }

  private async run(what: 'hash' | 'verify', work: () => Promise<unknown>): Promise<unknown> {
    if (this.underWay >= AT_ONCE) throw new Unavailable({ retryAfter: RETRY_AFTER_SECONDS });
    this.underWay += 1;
    try {
      return await inTime(HASH_MS, work);
    } catch (error) {
      this.logger.error(`The password hasher of the host failed to ${what}: ${plainError(error instanceof Error ? error.message : '')}`);
      return undefined;
    } finally {
      this.underWay -= 1;
    }
  }
}

/** Whoever keeps the beginning of a password alone takes this for the same. */
function withAnotherEnd(password: string): string {
  return password.slice(0, -1) + (password.endsWith('x') ? 'y' : 'x');
}
