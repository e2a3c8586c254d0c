import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Pair {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

function aPair(): Pair {
  return { kid: randomUUID(), ...generateKeyPairSync('ed25519') };
}

/** What another service sees of a Castellan: its published keys, and its tokens. */
export class Issuer {
  /** How often the keys were asked for. */
  asked = 0;
  /** What it says that its tokens claim; it says nothing unless told. */
  tokenClaims: unknown = undefined;
  private pairs: Pair[] = [aPair()];

  private constructor(private readonly server: Server) {
    server.on('request', (_request, response: { end(text: string): void }) => {
      this.asked += 1;
      const keys = this.pairs.map(({ kid, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'EdDSA' }));
      response.end(JSON.stringify({ keys, token_claims: this.tokenClaims }));
    });
  }

  static async start(): Promise<Issuer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Issuer(server);
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`; // a TCP server has a port
  }

  /** The new key signs from now on; the older ones stay published. */
  rotate(): void {
    this.pairs.unshift(aPair());
  }

  /** Another key under the same name. */
  replaceKey(): void {
    this.pairs[0] = { ...aPair(), kid: this.pairs[0]!.kid };
  }

  /** Withdraws all keys but the one that signs. */
  dropOlder(): void {
    this.pairs.splice(1);
  }

  token(claims: object = {}): string {
    const { kid, privateKey } = this.pairs[0]!;
    const input = `${encode({ alg: 'EdDSA', typ: 'at+jwt', kid })}.${encode({ ...this.claims(), ...claims })}`;
    return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
  }

  /** As the header of a request has it. */
  bearer(claims: object = {}): { authorization: string } {
    return { authorization: `Bearer ${this.token(claims)}` };
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private claims(): object {
    const iat = Math.floor(Date.now() / 1000);
    const who = { iss: this.url, aud: this.url, sub: randomUUID(), sid: randomUUID(), jti: randomUUID(), token_type: 'access' };
    return { ...who, ver: 0, step: 0, aal: 1, amr: ['pwd'], auth_time: iat - 3_600, iat, exp: iat + 900 };
  }
}
