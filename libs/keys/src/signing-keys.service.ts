import { VerificationKeys } from '@castellan/access';
import type { SigningKey, SigningKeySource, VerificationKey } from '@castellan/access';
import { Clock, Unavailable } from '@castellan/common';
import { RevocationBus } from '@castellan/data';
import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { signingAmong } from './key-overview.js';
import { publicJwk } from './key-pair.js';
import type { PublicJwk } from './key-pair.js';
import { KeyRotation } from './key-rotation.service.js';
import type { OpenedKey } from './key-rotation.service.js';

/** A token may name any key it likes: that must not make us read the database each time. */
const RELOAD_INTERVAL_MS = 5_000;
/**
 * While the bus is deaf the keys are good for that long after they were read: a revoked one is dropped within a second
 * (docs/reference/contract.md#tokens).
 */
const GOOD_WHILE_DEAF_MS = 500;

/** The keys in memory, kept up to date with the other nodes. What may be out of date is not used. */
@Injectable()
export class SigningKeys extends VerificationKeys implements SigningKeySource, OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(SigningKeys.name);
  private keys: readonly OpenedKey[] = [];
  /** Changes that were heard of, and how many of them the keys in memory know. */
  private heard = 0;
  private known = -1;
  private readAt = -Infinity;
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
    this.unsubscribe = this.bus.subscribe(({ kind }) => {
      if (kind !== 'keys' && kind !== 'everything') return;
      this.heard += 1;
      this.load().catch((error: unknown) => this.logger.warn(`Keys not reloaded, and not used until they are: ${String(error)}`));
    });
    await this.rotation.ensureFirstKey();
    await this.load();
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /** The newest key whose time has come; the only one whatever the clock says. */
  signingKey(): SigningKey {
    const key = signingAmong(this.keys, this.clock.now());
    if (!key?.privateKey) throw new Error('There is no signing key.');
    return { kid: key.kid, privateKey: key.privateKey };
  }

  find(kid: string): VerificationKey | undefined {
    return this.isUpToDate ? this.keys.find((key) => key.kid === kid) : undefined;
  }

  async reload(): Promise<void> {
    if (this.isUpToDate && this.age < RELOAD_INTERVAL_MS) return;
    await this.load().catch((cause: unknown) => {
      throw new Unavailable({ cause });
    });
  }

  /** Every key that verifies now or soon, for `/.well-known/jwks.json`. @throws Unavailable */
  async published(): Promise<readonly PublicJwk[]> {
    if (!this.isUpToDate) await this.reload();
    return this.keys.map(({ kid, publicKey }) => publicJwk(kid, publicKey));
  }

  private get isUpToDate(): boolean {
    return this.known === this.heard && (this.bus.trusted || this.age < GOOD_WHILE_DEAF_MS);
  }

  /** Of what is in memory, by a clock that nobody sets back. */
  private get age(): number {
    return performance.now() - this.readAt;
  }

  private async load(): Promise<void> {
    this.loading ??= this.read().finally(() => (this.loading = null));
    await this.loading;
  }

  /** What was heard of while it was being read is read again. */
  private async read(): Promise<void> {
    do {
      const [heard, readAt] = [this.heard, performance.now()];
      this.keys = await this.rotation.keys();
      this.known = heard;
      this.readAt = readAt;
    } while (this.known !== this.heard);
  }
}
