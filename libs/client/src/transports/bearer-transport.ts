import { NetworkFailure } from '../problems/network-failure.js';
import type { Tokens } from '../types.js';
import { BEGINNINGS, type Call } from './call.js';
import { membersOf, withMembers } from './json-body.js';
import { KeptTokens } from './kept-tokens.js';
import type { Kept, TokenStore } from './token-store.js';
import { REFRESH_INIT, type Equipped, type Transport } from './transport.js';

/** Routes whose body names the device of who is not signed in yet. */
const FROM_DEVICES: readonly string[] = [...BEGINNINGS, 'auth/otp/request', 'auth/2fa/verify-login', 'auth/2fa/passkey-options'];

/** Tokens in bodies and in `Authorization`, kept where the app says; no cookie is ever sent or taken. */
export class BearerTransport implements Transport {
  private readonly store: KeptTokens;

  constructor(
    private readonly baseUrl: string,
    store: TokenStore,
  ) {
    this.store = new KeptTokens(store);
  }

  async equip(call: Call): Promise<Equipped> {
    const kept = await this.store.read();
    const members = membersFor(call, kept);
    const request = Object.keys(members).length > 0 ? await withMembers(call.request, members) : call.request;
    const proof = kept.tokens?.access ?? null;
    if (proof !== null) request.headers.set('authorization', `Bearer ${proof}`);
    return { request, proof };
  }

  /** Any answer may bring new tokens: a renewed proof and a changed password do, too. */
  async learn({ effect }: Call, response: Response, proof: string | null): Promise<void> {
    if (!response.ok) return;
    if (effect === 'ends') return this.forget();
    const members = await membersOf(response);
    const tokens = tokensIn(effect === 'refreshes' ? members : members['tokens']);
    if (effect === 'refreshes' && !tokens) throw new NetworkFailure(response.status);
    if (typeof members['device_token'] === 'string')
      await this.store.write({ ...(await this.store.read()), device_token: members['device_token'] });
    if (tokens) await this.keep(tokens, effect === 'begins' ? undefined : proof);
  }

  async isSignedIn(): Promise<boolean> {
    return (await this.store.read()).tokens !== null;
  }

  /** Whoever shares the store may have refreshed. */
  async isRenewed(proof: string | null): Promise<boolean> {
    const { tokens } = await this.store.read();
    return tokens !== null && tokens.access !== proof;
  }

  async refreshRequest(): Promise<Equipped | null> {
    const { tokens } = await this.store.read();
    if (tokens === null) return null;
    const init = { ...REFRESH_INIT, credentials: 'omit', headers: { 'content-type': 'application/json' } } as const;
    const request = new Request(`${this.baseUrl}/api/auth/refresh`, { ...init, body: JSON.stringify({ refresh: tokens.refresh }) });
    return { request, proof: tokens.access };
  }

  async forget(): Promise<void> {
    await this.store.write({ ...(await this.store.read()), tokens: null });
  }

  /** @param proof what was so when they were asked for: a session that has changed since keeps its own; undefined: whatever was so */
  private async keep(tokens: Tokens, proof: string | null | undefined): Promise<void> {
    const kept = await this.store.read();
    const isLate = proof !== undefined && (kept.tokens?.access ?? null) !== proof;
    if (!isLate) await this.store.write({ ...kept, tokens });
  }
}

function membersFor({ route, effect }: Call, { tokens, device_token }: Kept): Readonly<Record<string, string>> {
  return {
    ...(BEGINNINGS.includes(route) && { transport: 'bearer' }),
    ...(FROM_DEVICES.includes(route) && device_token !== null && { device_token }),
    ...((route === 'auth/logout' || effect === 'refreshes') && tokens && { refresh: tokens.refresh }),
  };
}

function tokensIn(value: unknown): Tokens | null {
  const { access, refresh } = Object(value) as Partial<Tokens>; // any value has members, or none
  return typeof access === 'string' && typeof refresh === 'string' ? (value as Tokens) : null; // with these it is one
}
