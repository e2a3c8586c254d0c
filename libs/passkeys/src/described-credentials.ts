import type { AuthenticatorTransport } from '@simplewebauthn/server';
import type { CredentialName } from './passkeys.repository.js';

/** Credentials as options name them. Browsers pass over transports that they do not know (WebAuthn level 3, §5.8.3). */
export function describedCredentials(credentials: readonly CredentialName[]) {
  return credentials.map(({ credentialId, transports }) => ({
    id: credentialId.toString('base64url'),
    transports: [...transports] as AuthenticatorTransport[],
  }));
}
