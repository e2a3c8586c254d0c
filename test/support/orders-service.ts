import { createPublicKey } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { AccessModule, AuthGuard, CurrentCaller, KeySource, Public } from '@castellan/access';
import type { Caller, VerificationKey } from '@castellan/access';
import { DomainError, Unavailable } from '@castellan/common';
import { Catch, Controller, Get, HttpException, Module } from '@nestjs/common';
import type { ArgumentsHost, DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, BaseExceptionFilter } from '@nestjs/core';

type Jwk = JsonWebKey & { readonly kid: string };

/** Castellan's public keys. A token with an unknown `kid` makes it ask again, at most every 10 s. */
class PublishedKeys extends KeySource {
  private keys = new Map<string, VerificationKey>();
  private loading: Promise<void> | null = null;

  constructor(private readonly castellan: string) {
    super();
  }

  find(kid: string): VerificationKey | undefined {
    return this.keys.get(kid);
  }

  reload(): Promise<void> {
    return (this.loading ??= this.load());
  }

  signingKey(): never {
    throw new Error('This service only verifies.');
  }

  private async load(): Promise<void> {
    try {
      const answer = await fetch(`${this.castellan}/.well-known/jwks.json`);
      const { keys } = (await answer.json()) as { readonly keys: readonly Jwk[] };
      this.keys = new Map(keys.map((jwk) => [jwk.kid, { kid: jwk.kid, publicKey: pemOf(jwk) }]));
      setTimeout(() => (this.loading = null), 10_000).unref();
    } catch (cause) {
      this.loading = null;
      throw new Unavailable({ cause });
    }
  }
}

const pemOf = (jwk: Jwk): string => createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();

const STATUS: Partial<Record<string, number>> = { unauthenticated: 401, forbidden: 403, unavailable: 503 };

/** Refusals of `access` are plain domain errors: each service gives them its own shape. */
@Catch(DomainError)
class Refusals extends BaseExceptionFilter {
  override catch({ code, detail, kind }: DomainError, host: ArgumentsHost): void {
    super.catch(new HttpException({ code, detail }, STATUS[kind] ?? 500), host);
  }
}

@Controller('orders')
class OrdersController {
  @Get()
  mine(@CurrentCaller() caller: Caller) {
    return { owner: caller.userId, orders: [] };
  }

  @Get('status')
  @Public()
  status() {
    return { open: true };
  }
}

class KeysModule {}

@Module({})
export class OrdersModule {
  static forRoot(castellan: string): DynamicModule {
    const keys = { provide: KeySource, useValue: new PublishedKeys(castellan) };
    const access = AccessModule.forRoot({
      issuer: castellan,
      audience: castellan, // TOKEN_AUDIENCE of Castellan
      accessCookie: null, // the Authorization header only
      accessTtlMs: 15 * 60_000,
      recentMs: 5 * 60_000,
      acceptsRevokedTokens: true, // until they expire; see below
      imports: [{ module: KeysModule, providers: [keys], exports: [KeySource] }],
    });
    return {
      module: OrdersModule,
      imports: [access],
      controllers: [OrdersController],
      providers: [
        { provide: APP_GUARD, useExisting: AuthGuard }, // every route closed unless it says @Public()
        { provide: APP_FILTER, useClass: Refusals },
      ],
    };
  }
}
