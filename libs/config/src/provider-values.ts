import { createPrivateKey } from 'node:crypto';
import { PLAIN_LINE } from '@castellan/common';
import { taking, Unreadable } from './parse.js';
import type { Parse } from './parse.js';

/** Stand where the name of a provider does in addresses: `with/exchange/`, `with/link/exchange/`. */
const TAKEN: readonly string[] = ['exchange', 'link'];
const PROVIDER_ID = /^[a-z](?:-?[a-z\d])*$/;
const MAX_ID = 32;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const DISCOVERY = /\/\.well-known\/[a-z-]+\/?$/;
/** RFC 6749, appendix A.4. */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

export const parseProviderId = taking('a name for addresses and variables: lower case letters, digits and `-`', (text) => {
  if (!PROVIDER_ID.test(text) || text.length > MAX_ID)
    throw new Unreadable('must name providers by lower case letters, digits and single - (32 characters at most), divided by commas');
  if (TAKEN.includes(text)) throw new Unreadable(`must name no provider ${text}: an address of its own has that name`);
  return text;
});

/**
 * Reads an issuer as the provider spells it, its last slash too: it is compared letter by letter (OpenID Connect Discovery 1.0, §4.3).
 * http is taken on loopback here; whether it may be is for whoever knows the environment.
 */
export const parseProviderIssuer = taking('a URL', (text) => {
  const url = /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (!url) throw new Unreadable('is not a URL that begins with https://');
  if (url.username || url.password || url.search || url.hash) throw new Unreadable('must hold no user name, password, query or fragment');
  if (DISCOVERY.test(url.pathname)) throw new Unreadable('must be the issuer alone', text.replace(DISCOVERY, ''));
  if (url.protocol === 'http:' && !isOnLoopback(text)) throw new Unreadable('must be https', text.replace('http:', 'https:'));
  return text;
});

export const isOnLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname);

/** Reads what a provider gave out. It may be a secret, or one in the wrong place, and is never repeated. */
export const parseGiven = taking('as the provider gave it', (text) => {
  if (/[\s\p{Cc}]/u.test(text)) throw new Unreadable('must hold no blanks');
  return text;
});

export const parseScopes: Parse<readonly string[]> = taking('scopes, divided by blanks or commas', (text) => {
  const scopes = [...new Set(text.split(/[\s,]+/).filter((scope) => scope !== ''))];
  if (!scopes.every((scope) => SCOPE.test(scope))) throw new Unreadable('holds characters that no scope has');
  return scopes;
});

export const parseProviderName = taking('1 to 40 characters', (text) => {
  if (text.length > 40 || !PLAIN_LINE.test(text)) throw new Unreadable('must be 1 to 40 characters of plain text');
  return text;
});

/** Apple's names of teams and keys. */
export const parseAppleId = taking('10 capital letters and digits', (text) => {
  if (!/^[A-Z\d]{10}$/.test(text)) throw new Unreadable('must be the 10 capital letters and digits that Apple shows');
  return text;
});

/** Reads a PEM; its line breaks may be written `\n`, as one line of an env file needs. */
export const parseAppleKey = taking('the `.p8` file that Apple gave, PEM', (text) => {
  const pem = text.replaceAll('\\n', '\n');
  if (!isP256(pem)) throw new Unreadable('is not the private key that Apple gave: the whole of its .p8 file');
  return pem;
});

function isP256(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}
