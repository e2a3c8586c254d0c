import { VerificationKeys } from '@castellan/access';
import type { SigningKey, SigningKeySource, VerificationKey } from '@castellan/access';
import { Clock } from '@castellan/common';
import { RevocationBus } from '@castellan/data';
import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { publicJwk } from './key-pair.js';
import type { PublicJwk } from './key-pair.js';
import { KeyRotation } from './key-rotation.service.js';
import type { OpenedKey } from './key-rotation.service.js';

/** A token may name any key it likes: that must not make us read the database each time. */
const RELOAD_INTERVAL_MS = 5_000;

/** The keys in memory, kept up to date with the other nodes. */
@Injectable()
export class SigningKeys extends VerificationKeys implements SigningKeySource, OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(SigningKeys.name);
  private keys: readonly OpenedKey[] = [];
  private loadedAt = 0;
  private loading: Promise<void> | null = null;
  private unsubscribe = () => {};

  constructor(
    private readonly rotation: KeyRotation,
    private readonly bus: RevocationBus,
    private readonly clock: Clock,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.rotation.ensureFirstKey();
    await this.load();
    this.unsubscribe = this.bus.subscribe(({ kind }) => {
      if (kind === 'keys' || kind === 'everything')
        this.load().catch((error: unknown) => this.logger.warn(`Keys not reloaded: ${String(error)}`));
    });
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /** The newest key whose time has come. */
  signingKey(): SigningKey {
    const now = this.clock.now();
    const key = this.keys.find(({ activatesAt, privateKey }) => activatesAt <= now && privateKey !== null);
    if (!key?.privateKey) throw new Error('There is no signing key.');
    return { kid: key.kid, privateKey: key.privateKey };
  }

  find(kid: string): VerificationKey | undefined {
    return this.keys.find((key) => key.kid === kid);
  }

  async reload(): Promise<void> {
    if (this.clock.millis() - this.loadedAt >= RELOAD_INTERVAL_MS) await this.load();
  }

  /** Every key that verifies now or soon, for `/.well-known/jwks.json`. */
  published(): readonly PublicJwk[] {
    return this.keys.map(({ kid, publicKey }) => publicJwk(kid, publicKey));
  }

  private async load(): Promise<void> {
    this.loading ??= this.read().finally(() => (this.loading = null));
    await this.loading;
  }

  private async read(): Promise<void> {
    this.loadedAt = this.clock.millis();
    this.keys = await this.rotation.keys();
  }
}
