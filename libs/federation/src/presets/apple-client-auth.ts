import { createPrivateKey, sign } from 'node:crypto';
import type { Clock } from '@castellan/common';
import type { ClientAuth } from 'openid-client';
import type { SigningKeyOptions } from '../options.js';
import type { ProviderSettings } from '../providers/provider-settings.js';

/** Apple takes half a year at most; it is made anew each time, and needed for as long as a request takes. In seconds. */
const SECRET_TTL = 300;

/**
 * Apple knows us by a secret that we sign: an ES256 JWT
 * (https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret).
 * @throws TypeError where there is no key
 */
export function appleClientAuth({ id, issuer, clientId, signingKey }: ProviderSettings, clock: Clock): ClientAuth {
  if (!signingKey) throw new TypeError(`The provider ${id} has no signing key.`);
  return (_server, _client, body) => {
    body.set('client_id', clientId);
    body.set('client_secret', clientSecret(signingKey, { audience: issuer, subject: clientId }, clock));
  };
}

function clientSecret(
  { teamId, keyId, privateKey }: SigningKeyOptions,
  { audience, subject }: Readonly<Record<'audience' | 'subject', string>>,
  clock: Clock,
): string {
  const now = Math.floor(clock.millis() / 1000);
  const claims = { iss: teamId, iat: now, exp: now + SECRET_TTL, aud: audience, sub: subject };
  const signed = `${encoded({ alg: 'ES256', kid: keyId })}.${encoded(claims)}`;
  // JWS wants the two numbers side by side, not in DER (RFC 7518, §3.4).
  const signature = sign('sha256', Buffer.from(signed), { key: createPrivateKey(privateKey), dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

const encoded = (members: object): string => Buffer.from(JSON.stringify(members)).toString('base64url');
