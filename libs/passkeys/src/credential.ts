import { decodeBase64url } from '@castellan/common';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers';
import { InvalidPasskey } from './errors.js';

/**
 * How long a part may be, in characters of base64url: several times what any authenticator sends, and too little to keep a parser busy.
 * A credential id has 1023 bytes at most, a user handle 64 (WebAuthn level 3, §5.1.3 and §5.4.3).
 */
const MOST = {
  id: 1_364,
  clientDataJSON: 4_096,
  attestationObject: 32_768,
  authenticatorData: 4_096,
  signature: 2_048,
  userHandle: 86,
} as const;

const TRANSPORT = /^[a-z-]{1,32}$/;
const MOST_TRANSPORTS = 8;

type Fields = Readonly<Record<string, unknown>>;

/** What `navigator.credentials.create()` gave, and nothing besides. @throws InvalidPasskey */
export function readRegistration(credential: unknown): RegistrationResponseJSON {
  const { response, ...named } = readCredential(credential);
  const transports = Array.isArray(response.transports) ? response.transports : [];
  return {
    ...named,
    response: {
      clientDataJSON: readPart(response, 'clientDataJSON'),
      attestationObject: readPart(response, 'attestationObject'),
      transports: transports.filter((one) => typeof one === 'string' && TRANSPORT.test(one)).slice(0, MOST_TRANSPORTS) as string[],
    },
  };
}

/** What `navigator.credentials.get()` gave, and nothing besides. @throws InvalidPasskey */
export function readAssertion(credential: unknown): AuthenticationResponseJSON {
  const { response, ...named } = readCredential(credential);
  const hasHandle = response.userHandle !== undefined && response.userHandle !== null && response.userHandle !== '';
  return {
    ...named,
    response: {
      clientDataJSON: readPart(response, 'clientDataJSON'),
      authenticatorData: readPart(response, 'authenticatorData'),
      signature: readPart(response, 'signature'),
      ...(hasHandle && { userHandle: readPart(response, 'userHandle') }),
    },
  };
}

/**
 * The challenge that was signed. What another site shows in a frame of its own is refused, whatever the library thinks of it: no page of
 * ours is to be framed (WebAuthn level 3, §13.4.2 and §7.1, steps 10 and 11).
 * @throws InvalidPasskey
 */
export function challengeOf({ response }: { readonly response: { readonly clientDataJSON: string } }): string {
  const { challenge, crossOrigin, topOrigin } = clientDataOf(response.clientDataJSON);
  const isFramed = (crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined;
  if (isFramed || typeof challenge !== 'string') throw new InvalidPasskey();
  return challenge;
}

function clientDataOf(json: string): Fields {
  try {
    return demandFields(decodeClientDataJSON(json));
  } catch (cause) {
    throw new InvalidPasskey({ cause });
  }
}

function readCredential(credential: unknown) {
  const fields = demandFields(credential);
  const id = readPart(fields, 'id');
  if (id === '' || fields.rawId !== id || fields.type !== 'public-key') throw new InvalidPasskey();
  return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {}, response: demandFields(fields.response) };
}

function readPart(fields: Fields, name: keyof typeof MOST): string {
  const text = fields[name];
  if (typeof text !== 'string' || text.length > MOST[name] || decodeBase64url(text) === null) throw new InvalidPasskey();
  return text;
}

function demandFields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new InvalidPasskey();
  return value as Fields; // what is in it is looked at one by one
}
