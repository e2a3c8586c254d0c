import { Clock, equalInConstantTime } from '@castellan/common';
import { mayAct, UserDirectory } from '@castellan/accounts';
import { RevocationBus } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { AddressRanges } from './address-ranges.js';
import type { AuthenticatedKey, StoredApiKey } from './api-key.types.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { InvalidApiKey } from './errors.js';
import { readKey } from './key-text.js';
import type { ShownKey } from './key-text.js';
import { KeyUses } from './key-uses.service.js';
import { KnownKeys } from './known-keys.js';
import type { KnownKey } from './known-keys.js';

/** A key that was right, and whether it may be used from where it came. */
export interface ShownRight {
  readonly key: AuthenticatedKey;
  readonly isWithinRanges: boolean;
}

/**
 * Says whose key a request shows. One that was right before costs no query while the bus is trusted, a typing error never one, and a wrong
 * key one at the most. Never fails open.
 */
@Injectable()
export class ApiKeyAuthentication implements OnModuleInit, OnModuleDestroy {
  private readonly known = new KnownKeys();
  private unsubscribe = () => {};

  constructor(
    private readonly repository: ApiKeysRepository,
    private readonly users: UserDirectory,
    private readonly uses: KeyUses,
    private readonly bus: RevocationBus,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.unsubscribe = this.bus.subscribe((change) => this.known.forget(change));
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /**
   * @param address of the client
   * @param beforeQuery called where the database has to be asked; what it throws is thrown, and nothing is asked
   * @throws InvalidApiKey, Unavailable
   */
  async authenticate(text: string, address: string, beforeQuery: () => void = () => {}): Promise<ShownRight> {
    const shown = readKey(text);
    if (!shown) throw new InvalidApiKey();
    const { key, ranges, stored } = await this.knownOrRead(shown, beforeQuery);
    this.demandAlive(stored);
    const isWithinRanges = ranges.has(address);
    if (isWithinRanges) this.uses.note(key.id);
    return { key, isWithinRanges };
  }

  /**
   * Whether there is a key of the id, whatever its secret is.
   * @param mayAsk called where the database has to be asked; false: it is not, and nobody knows
   */
  async isThere(id: string, mayAsk: () => boolean): Promise<boolean> {
    if (this.bus.trusted && this.known.get(id)) return true;
    return mayAsk() && this.repository.exists(id);
  }

  private async knownOrRead(shown: ShownKey, beforeQuery: () => void): Promise<KnownKey> {
    const known = this.bus.trusted ? this.known.get(shown.id) : undefined;
    if (known) demandRight(shown, known.stored);
    else beforeQuery();
    return known ?? this.read(shown);
  }

  private async read(shown: ShownKey): Promise<KnownKey> {
    const mayRemember = this.bus.trusted;
    const since = this.known.begin();
    const stored = await this.repository.find(shown.id);
    demandRight(shown, stored);
    const { id, name, makerId } = stored;
    const key = { id, name, makerId, permissions: await this.permissionsOf(stored) };
    const read = { stored, key, ranges: new AddressRanges(stored.cidrs) };
    if (mayRemember) this.known.keep(since, read);
    return read;
  }

  /** Never more than its maker may now, and nothing of one who may not act themselves. */
  private async permissionsOf({ isLocal, makerId, permissions }: StoredApiKey): Promise<readonly string[]> {
    if (isLocal) return permissions;
    const maker = makerId === null ? null : await this.users.find(makerId);
    if (!maker || !mayAct(maker)) return [];
    return permissions.filter((permission) => maker.permissions.includes(permission));
  }

  private demandAlive({ revokedAt, expiresAt }: StoredApiKey): void {
    if (revokedAt !== null) throw new InvalidApiKey({ detail: 'The API key was revoked.', reason: 'revoked' });
    const isOver = expiresAt !== null && expiresAt.getTime() <= this.clock.millis();
    if (isOver) throw new InvalidApiKey({ detail: 'The API key has expired.', reason: 'expired' });
  }
}

/** An unknown key is compared like a wrong one. @throws InvalidApiKey */
function demandRight({ secretHash }: ShownKey, stored: StoredApiKey | null): asserts stored is StoredApiKey {
  const isRight = equalInConstantTime(secretHash, stored?.secretHash ?? Buffer.alloc(secretHash.length));
  if (!stored || !isRight) throw new InvalidApiKey();
}
