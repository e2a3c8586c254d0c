import { Clock, NotFound, SealBroken, Vault } from '@castellan/common';
import { Jobs, RevocationBus, Transaction } from '@castellan/data';
import { AuditLog, LOCAL_CONTEXT } from '@castellan/log';
import type { OperatorContext } from '@castellan/log';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { keyOverview, signingAmong } from './key-overview.js';
import type { KeyOverview } from './key-overview.js';
import { generateSigningKeyPair } from './key-pair.js';
import { KEYS_OPTIONS } from './keys.options.js';
import type { KeysOptions } from './keys.options.js';
import { SigningKeysRepository } from './signing-keys.repository.js';
import type { StoredKey } from './signing-keys.repository.js';

/** Age at which a new key takes over, where the host does not tell. */
export const SIGNING_KEY_MAX_AGE_MS = 90 * 24 * 3_600_000;
/** How long a key is published before it signs: verifiers elsewhere may keep `jwks.json` for a minute. */
const PUBLISHED_BEFORE_MS = 10 * 60_000;
/** How much longer than an access token a superseded key is kept, for clocks that differ. */
const KEPT_AFTER_MS = 5 * 60_000;

/** A stored key with its private half opened; null when no configured secret opens it: such a key still verifies, but signs nothing. */
export interface OpenedKey {
  readonly kid: string;
  readonly publicKey: string;
  readonly privateKey: string | null;
  readonly createdAt: Date;
  readonly activatesAt: Date;
}

/** Makes, supersedes and drops signing keys, one node at a time, with overlap: no token dies by a rotation. */
@Injectable()
export class KeyRotation implements OnModuleInit {
  private readonly logger = new Logger(KeyRotation.name);
  private readonly vault: Vault;

  constructor(
    private readonly repository: SigningKeysRepository,
    private readonly transaction: Transaction,
    private readonly bus: RevocationBus,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @Inject(KEYS_OPTIONS) private readonly options: KeysOptions,
  ) {
    this.vault = new Vault(options.secretKeys, 'signing-keys');
  }

  onModuleInit(): void {
    this.jobs.schedule('signing-keys.rotate-when-due', '17 3 * * *', () => this.rotateWhenDue());
  }

  /** Makes a key that signs at once, if there is none that can. */
  async ensureFirstKey(): Promise<void> {
    await this.transaction.run(async () => {
      await this.repository.lock();
      const usable = (await this.keys()).some(({ privateKey }) => privateKey !== null);
      if (!usable) await this.insert(this.clock.now(), LOCAL_CONTEXT);
    });
  }

  /** A new key, published at once, signing a little later; it is told to every node. Gives its id. */
  async rotate(context: OperatorContext): Promise<string> {
    return this.transaction.run(async () => {
      await this.repository.lock();
      return this.insert(this.clock.in(PUBLISHED_BEFORE_MS), context);
    });
  }

  /**
   * For a key that may be in other hands: from the commit on nothing is believed that it signed, on any node, and it is published no more.
   * Where it signed, a new one does at once, without the time in which others get to know it: they ask when they meet it. Gives its id.
   * @param reason kept in the audit log @throws NotFound
   */
  async revoke(kid: string, reason: string | null, context: OperatorContext): Promise<string | null> {
    return this.transaction.run(async () => {
      await this.repository.lock();
      const keys = await this.keys();
      if (!keys.some((key) => key.kid === kid)) throw new NotFound();
      const isNeeded = signingAmong(keys, this.clock.now())?.kid === kid;
      await this.drop([kid]);
      const target = { type: 'signing_key', id: kid } as const;
      await this.audit.record({ action: 'signing_key.revoked', target, ...(reason !== null && { reason }), context });
      return isNeeded ? this.insert(this.clock.now(), context) : null;
    });
  }

  /** The nightly job: a new key when the newest has had its time, and the end of those whose last token is dead. */
  async rotateWhenDue(): Promise<void> {
    await this.transaction.run(async () => {
      await this.repository.lock();
      const [newest, ...older] = await this.repository.all();
      if (!newest || this.clock.millis() - newest.createdAt.getTime() > (this.options.signingKeyMaxAgeMs ?? SIGNING_KEY_MAX_AGE_MS)) {
        await this.insert(this.clock.in(PUBLISHED_BEFORE_MS), LOCAL_CONTEXT);
      }
      await this.dropSuperseded(newest ? [newest, ...older] : []);
    });
  }

  /** The newest first. */
  async keys(): Promise<readonly OpenedKey[]> {
    return (await this.repository.all()).map((key) => ({ ...key, privateKey: this.open(key) }));
  }

  /** The newest first, without their private halves: for people to look at. */
  async overview(): Promise<readonly KeyOverview[]> {
    return keyOverview(await this.keys(), this.clock.now());
  }

  private async dropSuperseded(newestFirst: readonly StoredKey[]): Promise<void> {
    const keptMs = this.options.accessTtlMs + KEPT_AFTER_MS;
    const dead = newestFirst.filter((_, index) => {
      const successor = newestFirst[index - 1];
      return successor !== undefined && successor.activatesAt.getTime() + keptMs < this.clock.millis();
    });
    await this.drop(dead.map(({ kid }) => kid));
  }

  private async drop(kids: readonly string[]): Promise<void> {
    if (kids.length === 0) return;
    await this.repository.delete(kids);
    for (const id of kids) await this.bus.publish({ kind: 'keys', id });
  }

  private async insert(activatesAt: Date, context: OperatorContext): Promise<string> {
    const { kid, publicKey, privateKey } = generateSigningKeyPair();
    await this.repository.insert({
      kid,
      publicKey,
      privateKey: this.vault.seal(privateKey, kid),
      createdAt: this.clock.now(),
      activatesAt,
    });
    await this.bus.publish({ kind: 'keys', id: kid });
    const changes = { activates_at: [null, activatesAt.toISOString()] } as const;
    await this.audit.record({ action: 'signing_key.created', target: { type: 'signing_key', id: kid }, changes, context });
    return kid;
  }

  private open(key: StoredKey): string | null {
    try {
      return this.vault.open(key.privateKey, key.kid).toString();
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      this.logger.warn(
        `Signing key ${key.kid} does not open with SECRET_KEY: it only verifies. Was the old one put in SECRET_KEY_FALLBACKS?`,
      );
      return null;
    }
  }
}
