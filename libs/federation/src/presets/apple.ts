import type { ProviderAnswer } from '../federation.types.js';
import type { Claims, OpenIdPreset } from '../providers/preset.js';
import { appleClientAuth } from './apple-client-auth.js';

/** Longer than any name: it comes by the browser. */
const USER_LENGTH = 4096;

/** Apple (https://developer.apple.com/documentation/signinwithapple). */
export const APPLE: OpenIdPreset = {
  speaks: 'openid',
  name: 'Apple',
  issuer: 'https://appleid.apple.com',
  scopes: ['openid', 'email', 'name'],
  trustsEmail: true,
  // It wants that as soon as a name or an address is asked for.
  responseMode: 'form_post',
  denials: ['user_cancelled_authorize'],
  clientAuthOf: appleClientAuth,
  claimsOf,
};

/**
 * `email_verified` may be a text there, as documented. A name is told the first time alone, beside the ID token and not signed: whoever came
 * back may have written it, as in a form of ours. Nothing else is taken from there, least of all the address.
 */
function claimsOf(claims: Claims, { user }: ProviderAnswer): Claims {
  const { email_verified: isVerified } = claims;
  return { ...claims, email_verified: isVerified === 'true' || isVerified, ...nameIn(user) };
}

function nameIn(user = ''): Claims {
  if (user === '' || user.length > USER_LENGTH) return {};
  try {
    const { name } = Object(JSON.parse(user)) as { readonly name?: unknown };
    const { firstName, lastName } = Object(name) as Claims;
    return { given_name: firstName, family_name: lastName };
  } catch {
    return {};
  }
}
