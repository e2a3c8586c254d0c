import { LOOPBACK_URI } from '@castellan/common';
import { taking, Unreadable } from './parse.js';

/** A domain of one's own turned round, so that no other app has it (RFC 8252, §7.1). */
const OWN_SCHEME = /^[a-z][a-z\d+-]*(?:\.[a-z\d+-]+)+:$/;

/** Reads where an app may be sent back to (RFC 8252, §7), letter by letter as the app will say it. */
export const parseRedirectUri = taking('an address of an app', (text) => {
  const uri = /^[\x21-\x7E]+$/.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (!uri || /[\\*"<>^`{|}]/.test(text)) throw new Unreadable('holds what is no address, or a wildcard');
  if (text.includes('#')) throw new Unreadable('must hold no fragment (RFC 6749, §3.1.2)');
  if (uri.username || uri.password) throw new Unreadable('must hold no user name and no password');
  if (uri.protocol === 'http:') refuseBeyondLoopback(text, uri);
  else if (uri.protocol !== 'https:' && !OWN_SCHEME.test(uri.protocol))
    throw new Unreadable(
      'must be https, http on 127.0.0.1 or [::1], or a scheme with a dot in it, which is a domain of yours turned round',
    );
  return text;
});

function refuseBeyondLoopback(text: string, { hostname }: URL): void {
  if (hostname === 'localhost') throw new Unreadable('must say 127.0.0.1 in place of localhost (RFC 8252, §8.3)');
  if (!LOOPBACK_URI.test(text)) throw new Unreadable('must be https: http is taken on 127.0.0.1 and [::1] only');
}
