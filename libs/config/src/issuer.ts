import { PLAIN_LINE } from '@castellan/common';
import { taking, Unreadable } from './parse.js';

/** Those without a width, but for the joiners that some scripts are written with: two names must not look like one. */
const UNSEEN = /(?![\u200c\u200d])\p{Cf}/u;

/** Authenticator apps take what is before the first colon for the issuer, whatever its encoding. */
export const parseIssuer = taking('a name without a colon', (text) => {
  if (text.includes(':')) throw new Unreadable('must hold no colon: authenticator apps end the name there');
  if (!PLAIN_LINE.test(text)) throw new Unreadable('must be a name on one line, without characters that turn its direction');
  if (UNSEEN.test(text)) throw new Unreadable('must hold no character that cannot be seen');
  // It is in the QR code twice, beside an address of up to 254 characters.
  if (encodeURIComponent(text).length > 192) throw new Unreadable('must be short: at most 192 characters, percent-encoded');
  return text;
});
