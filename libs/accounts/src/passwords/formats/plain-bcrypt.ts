import { parseBcrypt } from './bcrypt-text.js';
import type { PasswordFormat } from './password-format.js';
import { asTyped } from './password-format.js';

/** crypt(3)'s own strings, as PHP, Ruby, Node and Apache write them: `$2a$`, `$2b$`, `$2y$`. Cut at 72 bytes like Django's `bcrypt$`. */
export const plainBcrypt: PasswordFormat = { prefix: '$2', prepare: asTyped, parse: parseBcrypt };
