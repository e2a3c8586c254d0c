import { taking, Unreadable } from './parse.js';

/** Authenticator apps take what is before the first colon for the issuer, whatever its encoding. */
export const parseIssuer = taking('a name without a colon', (text) => {
  if (text.includes(':')) throw new Unreadable('must hold no colon: authenticator apps end the name there');
  if (/\p{Cc}/u.test(text)) throw new Unreadable('must be a name on one line');
  // It is in the QR code twice, beside an address of up to 254 characters.
  if (encodeURIComponent(text).length > 192) throw new Unreadable('must be short: at most 192 characters, percent-encoded');
  return text;
});
