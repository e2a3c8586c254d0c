import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { PasswordAlgorithm } from '@castellan/accounts';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/** Passwords as another system of ours stores them, so that both read the same column. */
export class Scrypt extends PasswordAlgorithm {
  readonly prefix = 'shop_scrypt$';

  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    return `${this.prefix}${salt.toString('hex')}$${(await derive(password, salt, 32)).toString('hex')}`;
  }

  async verify(password: string, stored: string): Promise<boolean> {
    const [salt = '', key = ''] = stored.slice(this.prefix.length).split('$');
    return timingSafeEqual(await derive(password, Buffer.from(salt, 'hex'), 32), Buffer.from(key, 'hex'));
  }

  isOutdated(): boolean {
    return false;
  }
}
