import { createHash, randomBytes } from 'node:crypto';
import { cbor } from './cbor.js';
import type { Cbor } from './cbor.js';
import type { AssertionJson, CreationOptions, RegistrationJson, RequestOptions } from './credential-json.js';
import { COSE_ALGORITHMS, KeyPair } from './key-pair.js';
import type { Algorithm } from './key-pair.js';
import type { Tampering } from './tampering.js';

/** A device and the browser in front of it. */
export interface AuthenticatorOptions {
  /** Of the page that is open: `https://app.example`. */
  readonly origin: string;
  /** ES256 unless told. */
  readonly algorithm?: Algorithm;
  /** Asks for a finger or a PIN: it does unless told. */
  readonly isVerifying?: boolean;
  /** Its passkeys are copied to the owner's other devices: they are not unless told. */
  readonly isSynced?: boolean;
  /** Counts its uses: it does unless told. Those that sync say 0 for ever. */
  readonly isCounting?: boolean;
  /** Zeros unless told. */
  readonly aaguid?: string;
}

interface Credential {
  readonly id: Buffer;
  readonly rpId: string;
  readonly userHandle: string;
  readonly key: KeyPair;
  counter: number;
}

/**
 * An authenticator in software, for stories without a browser: makes passkeys and answers with them as real ones do (WebAuthn level 3, §6),
 * and otherwise where it is told to.
 */
export class SoftwareAuthenticator {
  private readonly credentials: Credential[] = [];

  constructor(private readonly options: AuthenticatorOptions) {}

  /** What `navigator.credentials.create()` gives. Throws where it holds an excluded one, as browsers do. */
  create(options: CreationOptions, tampering: Tampering = {}): RegistrationJson {
    if (options.excludeCredentials?.some(({ id }) => this.find(id))) throw new Error('InvalidStateError: it is registered already.');
    const { algorithm = 'ES256' } = this.options;
    const isOffered = options.pubKeyCredParams.some(({ alg }) => alg === COSE_ALGORITHMS[algorithm]);
    if (!isOffered) throw new Error('NotSupportedError: none of these algorithms is known here.');
    const credential = this.make(options, algorithm);
    return this.registration(credential, options, tampering);
  }

  /** What `navigator.credentials.get()` gives: with its newest one of those that are asked for. Throws where it has none. */
  get(options: RequestOptions, tampering: Tampering = {}): AssertionJson {
    const ids = options.allowCredentials?.map(({ id }) => id);
    const rpId = options.rpId ?? new URL(this.options.origin).hostname;
    const usable = this.credentials.filter((one) => one.rpId === rpId && (!ids?.length || ids.includes(one.id.toString('base64url'))));
    const credential = usable.at(-1);
    if (!credential) throw new Error('NotAllowedError: there is no passkey here.');
    return this.assertion(credential, options, tampering);
  }

  /** The same with one of its credentials, whatever is asked for. */
  getWith(id: string, options: RequestOptions, tampering: Tampering = {}): AssertionJson {
    const credential = this.find(id);
    if (!credential) throw new Error('It has no such credential.');
    return this.assertion(credential, options, tampering);
  }

  /** The ids of its credentials, the oldest first. */
  get ids(): readonly string[] {
    return this.credentials.map(({ id }) => id.toString('base64url'));
  }

  /** Another one with the same keys and counters, as a thief has it who could read them out. */
  clone(): SoftwareAuthenticator {
    const copy = new SoftwareAuthenticator(this.options);
    copy.credentials.push(...this.credentials.map((credential) => ({ ...credential })));
    return copy;
  }

  private find(id: string): Credential | undefined {
    return this.credentials.find((credential) => credential.id.toString('base64url') === id);
  }

  private make({ rp, user }: CreationOptions, algorithm: Algorithm): Credential {
    const rpId = rp.id ?? new URL(this.options.origin).hostname;
    const key = KeyPair.make(algorithm);
    const credential = { id: randomBytes(32), rpId, userHandle: user.id, key, counter: 0 };
    this.credentials.push(credential);
    return credential;
  }

  private registration(credential: Credential, options: CreationOptions, tampering: Tampering): RegistrationJson {
    const attested = Buffer.concat([this.aaguid, lengthOf(credential.id), credential.id, credential.key.publicKey]);
    const honest = Buffer.concat([this.authenticatorData(credential, tampering, 0x40), attested]);
    const authData = tampering.authenticatorData?.(honest) ?? honest;
    const { fmt, attStmt } = tampering.attestation ?? { fmt: 'none', attStmt: new Map<string, Cbor>() };
    const whole = new Map<string, Cbor>([['fmt', fmt], ['attStmt', attStmt], ['authData', authData]]); // prettier-ignore
    return this.json(credential, tampering, {
      clientDataJSON: this.clientData('webauthn.create', options.challenge, tampering).toString('base64url'),
      attestationObject: (tampering.attestationObject ?? cbor(whole)).toString('base64url'),
      transports: (tampering.transports ?? ['internal', 'hybrid']) as readonly string[],
    });
  }

  private assertion(credential: Credential, options: RequestOptions, tampering: Tampering): AssertionJson {
    if (this.options.isCounting !== false) credential.counter += 1;
    const honest = this.authenticatorData(credential, tampering, 0);
    const data = tampering.authenticatorData?.(honest) ?? honest;
    const clientData = this.clientData('webauthn.get', options.challenge, tampering);
    const signature = credential.key.sign(Buffer.concat([data, sha256(clientData)]));
    const userHandle = tampering.userHandle === undefined ? credential.userHandle : tampering.userHandle;
    return this.json(credential, tampering, {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: (tampering.signature?.(signature) ?? signature).toString('base64url'),
      ...(userHandle !== null && { userHandle }),
    });
  }

  private json<R>(credential: Credential, tampering: Tampering, response: R) {
    const id = tampering.id ?? credential.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }

  /** WebAuthn level 3, §5.8.1.1. */
  private clientData(type: string, challenge: string, tampering: Tampering): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: tampering.type ?? type,
        challenge: tampering.challenge ?? challenge,
        origin: tampering.origin ?? this.options.origin,
        crossOrigin: tampering.crossOrigin ?? false,
        ...tampering.clientData,
      }),
    );
  }

  /** WebAuthn level 3, §6.1. */
  private authenticatorData(credential: Credential, tampering: Tampering, more: number): Buffer {
    const isSynced = tampering.isSynced ?? this.options.isSynced ?? false;
    const flags =
      flag(tampering.isPresent ?? true, 0x01) |
      flag(tampering.isVerified ?? this.options.isVerifying ?? true, 0x04) |
      flag(isSynced, 0x08) |
      flag(tampering.isBackedUp ?? isSynced, 0x10);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(tampering.counter ?? credential.counter);
    return Buffer.concat([sha256(Buffer.from(tampering.rpId ?? credential.rpId)), Buffer.from([flags | more]), counter]);
  }

  private get aaguid(): Buffer {
    return Buffer.from((this.options.aaguid ?? '0'.repeat(32)).replaceAll('-', ''), 'hex');
  }
}

const flag = (isSet: boolean, bit: number): number => (isSet ? bit : 0);

const sha256 = (data: Buffer): Buffer => createHash('sha256').update(data).digest();

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return length;
}
