import type { Tampering } from './tampering.js';

/** What anybody but the owner's browser at the right page would send, and what an authenticator gone wrong does. */
export const TAMPERED: readonly (readonly [name: string, tampering: Tampering])[] = [
  ['wrong origin', { origin: 'https://localhost.evil.example' }],
  ['an origin that is the right one by http and another port', { origin: 'http://localhost:1' }],
  ['wrong RP', { rpId: 'evil.example' }],
  ['a frame of another site', { crossOrigin: true }],
  ['a foreign challenge', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
  ['an answer of another kind', { type: 'webauthn.create' }],
  ['nobody there', { isPresent: false }],
  ['a signature of other bytes', { signature: (honest) => Buffer.concat([honest.subarray(0, -1), Buffer.from([honest.at(-1)! ^ 1])]) }],
  ['data without a signature over them', { signature: () => Buffer.alloc(0) }],
  ['authenticator data that end too soon', { authenticatorData: (honest) => honest.subarray(0, 20) }],
];
