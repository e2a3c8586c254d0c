import { taking, Unreadable } from './parse.js';
import type { Parse } from './parse.js';

/** RFC 6265 §4.1.1: a cookie name is an RFC 2616 token. */
const COOKIE_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}$/;
/** `a@b` or `Name <a@b>`; line breaks would let a value write mail headers of its own. */
const MAILBOX = /^(?:[^<>\r\n\0]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

/** Only `true` and `false`: a `yes` that means no would open what was meant to be closed. */
export const parseBoolean = taking('`true` or `false`', (text) => {
  if (text !== 'true' && text !== 'false') throw new Unreadable('must be true or false');
  return text === 'true';
});

/** Reads a whole number from `min` to `max`. */
export function integerWithin(min: number, max: number): Parse<number> {
  return taking(`${min} to ${max}`, (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (!(value >= min && value <= max)) throw new Unreadable(`must be a whole number from ${min} to ${max}`);
    return value;
  });
}

/** Reads one of `choices`, spelt exactly so. */
export function oneOf<const T extends string>(choices: readonly T[]): Parse<T> {
  return taking(choices.map((choice) => `\`${choice}\``).join(', '), (text) => {
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) throw new Unreadable(`must be ${choices.join(', ').replace(/, ([^,]*)$/, ' or $1')}`);
    return choice;
  });
}

/** Reads a list divided by commas; nothing between two commas is nothing. */
export function listOf<T>(parse: Parse<T>): Parse<readonly T[]> {
  return taking(`${parse.takes ?? ''}; several are divided by commas`, (text) => splitList(text).map(parse));
}

export function splitList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

export const parseMailbox = taking('`name@host` or `Name <name@host>`', (text) => {
  if (!MAILBOX.test(text)) throw new Unreadable('is not a mail address: name@host, or Name <name@host>');
  return text;
});

/** Reads `name@host` alone. */
export const parseAddress = taking('`name@host`', (text) => {
  if (!/^[^\s<>@]+@[^\s<>@]+$/.test(text)) throw new Unreadable('is not a mail address: name@host');
  return text;
});

export const parseCookieName = taking('a cookie name', (text) => {
  if (!COOKIE_NAME.test(text)) throw new Unreadable("is not a cookie name: 1 to 64 letters, digits and !#$%&'*+-.^_`|~");
  return text;
});
