import type { AccessOptions } from './options.js';
import { notRevocations } from './revocations/options.js';

type Check = (value: unknown) => string | null;

/** What is wrong with each option, in words; null: nothing. */
const CHECKS: { readonly [Name in keyof AccessOptions]-?: Check } = {
  issuer: notAnIssuer,
  audience: unlessLeftOut((value) => (typeof value === 'string' && value !== '' ? null : 'is no text')),
  accessCookie: unlessLeftOut((value) => (value === null || isToken(value) ? null : 'is no name of a cookie')),
  accessTtlMs: unlessLeftOut(notADuration),
  recentMs: unlessLeftOut(notADuration),
  acceptsRevokedTokens: unlessLeftOut(notABoolean),
  keys: unlessLeftOut(without('find', 'reload')),
  sessions: unlessLeftOut(without('check')),
  revocations: unlessLeftOut(notRevocations),
  requestOf: unlessLeftOut((value) => (typeof value === 'function' ? null : 'is no function')),
  passportName: unlessLeftOut((value) => (value === null || (typeof value === 'string' && value !== '') ? null : 'is no name')),
  ownApi: unlessLeftOut(notABoolean),
};

/** In words that say what is expected: types are gone when a host in JavaScript runs. @throws TypeError */
export function demandObject<T>(given: T, where: string): T {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given;
  const got = typeof given === 'string' ? 'a text' : Array.isArray(given) ? 'a list' : String(given);
  throw new TypeError(`AccessModule: ${where} an object of options, { issuer: 'https://auth.example.com' } at least, not ${got}.`);
}

/** Refuses, by its name, the first option that cannot work, also one that does not exist. @throws TypeError */
export function checkOptions(options: AccessOptions): void {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(CHECKS, name));
  if (unknown !== undefined) throw new TypeError(`AccessModule: there is no option ${unknown}.`);
  for (const name of Object.keys(CHECKS) as (keyof AccessOptions)[]) {
    const wrong = CHECKS[name](options[name]);
    if (wrong !== null) throw new TypeError(`AccessModule: the option ${name} ${wrong}.`);
  }
}

function unlessLeftOut(check: Check): Check {
  return (value) => (value === undefined ? null : check(value));
}

/** Compared with `iss` as text, so it is taken in the one spelling that Castellan writes (RFC 7519 §4.1.1). */
function notAnIssuer(value: unknown): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return 'is no URL: give the public URL of Castellan';
  const { protocol, origin, pathname, username, search, hash } = new URL(value);
  if (protocol !== 'https:' && protocol !== 'http:') return 'is no web address';
  if (username || search || hash) return 'has more than an address and a path';
  if (value.endsWith('/')) return 'ends with a slash, which tokens do not write';
  return value === origin + (pathname === '/' ? '' : pathname) ? null : `is to be written as tokens do: ${origin}${pathname}`;
}

function notADuration(value: unknown): string | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? null : 'is no number of milliseconds above zero';
}

function notABoolean(value: unknown): string | null {
  return typeof value === 'boolean' ? null : 'is neither true nor false';
}

/** RFC 6265 §4.1.1. */
function isToken(value: unknown): boolean {
  return typeof value === 'string' && /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(value);
}

function without(...methods: readonly string[]): Check {
  return (value) => {
    const missing = methods.find((name) => typeof (value as Record<string, unknown> | null)?.[name] !== 'function');
    return missing === undefined ? null : `has no method ${missing}`;
  };
}
