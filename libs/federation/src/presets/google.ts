import type { Claims, OpenIdPreset } from '../providers/preset.js';

/** Addresses that Google itself gives out. */
const OWN_ADDRESS = /@(?:gmail|googlemail)\.com$/i;

/** Google (https://developers.google.com/identity/openid-connect/openid-connect). */
export const GOOGLE: OpenIdPreset = {
  speaks: 'openid',
  name: 'Google',
  issuer: 'https://accounts.google.com',
  scopes: ['openid', 'email', 'profile'],
  trustsEmail: isAuthoritative,
};

/**
 * A Google account may be of any address, which Google asked for a proof of once, perhaps years ago and of somebody else. It knows better of
 * its own addresses, and of the domains that it hosts: `hd` is there (https://developers.google.com/identity/gsi/web/guides/verify-google-id-token).
 */
function isAuthoritative({ email, hd }: Claims): boolean {
  return typeof email === 'string' && (OWN_ADDRESS.test(email) || (typeof hd === 'string' && hd !== ''));
}
