import { createHash, randomBytes } from 'node:crypto';
import type { Persona } from './persona.js';

/** What the provider remembers of an authorization request, under the code that it gave. */
export interface Grant {
  readonly persona: Persona;
  readonly redirectUri: string;
  readonly scope: string;
  readonly nonce: string | null;
  readonly challenge: string | null;
}

/** Codes, each for one use with its verifier (RFC 6749 §4.1.2, RFC 7636 §4.6). */
export class GrantedCodes {
  private readonly grants = new Map<string, Grant>();

  give(grant: Grant): string {
    const code = randomBytes(24).toString('base64url');
    this.grants.set(code, grant);
    return code;
  }

  /** Null where the code, the address or the verifier is wrong; `isCareless` looks at the code alone, and keeps it. */
  take({ code, redirect_uri, code_verifier }: Readonly<Record<string, string>>, isCareless: boolean): Grant | null {
    const grant = this.grants.get(code ?? '');
    if (!grant || isCareless) return grant ?? null;
    this.grants.delete(code ?? '');
    const isRight =
      grant.redirectUri === redirect_uri && (grant.challenge === null || grant.challenge === challengeOf(code_verifier ?? ''));
    return isRight ? grant : null;
  }
}

/** S256. */
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
