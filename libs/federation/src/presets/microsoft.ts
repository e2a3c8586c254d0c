import type { Claims, OpenIdPreset } from '../providers/preset.js';

/** In the place of a tenant: accounts of any, or of any organization. */
const SHARED = /^\/(?:common|organizations)\/v2\.0$/;
/** Personal accounts have one tenant together (https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference, `tid`). */
const CONSUMERS = '/consumers/v2.0';
const OF_CONSUMERS = '/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0';
const TENANT = /^\/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\/v2\.0$/;
const ANY_TENANT = '/{tenantid}/v2.0';

/**
 * Microsoft Entra ID and personal accounts (https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc). Whoever has a tenant of
 * their own writes any address into it, so none is believed (https://learn.microsoft.com/entra/identity-platform/claims-validation).
 */
export const MICROSOFT: OpenIdPreset = {
  speaks: 'openid',
  name: 'Microsoft',
  issuer: 'https://login.microsoftonline.com/common/v2.0',
  scopes: ['openid', 'email', 'profile'],
  trustsEmail: false,
  acceptsIssuer,
  claimsOf,
};

/** The issuer of all who share an address is a pattern; that of a tenant that was configured by its domain has its number. */
function acceptsIssuer(configured: URL, told: string): boolean {
  if (!told.startsWith(`${configured.origin}/`)) return false;
  const path = told.slice(configured.origin.length);
  if (path === configured.pathname) return true;
  if (SHARED.test(configured.pathname)) return path === ANY_TENANT;
  if (configured.pathname === CONSUMERS) return path === OF_CONSUMERS;
  return !TENANT.test(configured.pathname) && TENANT.test(path);
}

/** It says nothing of addresses but in a claim of its own, and only where the application asks for that: the tenant has proven the domain. */
function claimsOf(claims: Claims): Claims {
  const { email_verified: isVerified, xms_edov: isOfProvenDomain } = claims;
  return { ...claims, email_verified: isVerified ?? [true, 1, '1'].some((yes) => yes === isOfProvenDomain) };
}
