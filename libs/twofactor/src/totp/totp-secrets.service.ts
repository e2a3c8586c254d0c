import { Clock, SealBroken, Vault } from '@castellan/common';
import type { SecretKeys } from '@castellan/common';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { AlreadyEnabled } from '../errors.js';
import { TWO_FACTOR_OPTIONS } from '../options.js';
import type { TwoFactorOptions } from '../options.js';
import { matchingStep, newSecret } from './totp.js';
import { TwoFactorRepository } from './two-factor.repository.js';
import type { Activation, StoredFactor } from './two-factor.repository.js';

/** How long a new secret waits to be enabled, where the host does not tell. */
export const SETUP_TTL_MS = 10 * 60_000;

/** Seals secrets, each for its user. */
export const secretVault = (secretKeys: SecretKeys): Vault => new Vault(secretKeys, 'twofactor/secret');

/** The secrets behind the six digits: made, sealed for their user, and asked whether a code is theirs. */
@Injectable()
export class TotpSecrets {
  private readonly logger = new Logger(TotpSecrets.name);
  private readonly vault: Vault;

  constructor(
    @Inject(TWO_FACTOR_OPTIONS) private readonly options: TwoFactorOptions,
    private readonly repository: TwoFactorRepository,
    private readonly clock: Clock,
  ) {
    this.vault = secretVault(options.secretKeys);
  }

  get setupTtlMs(): number {
    return this.options.setupTtlMs ?? SETUP_TTL_MS;
  }

  /** A new pending secret, in the place of an older one. @throws AlreadyEnabled */
  async prepare(userId: string): Promise<string> {
    const secret = newSecret();
    const until = this.clock.in(this.setupTtlMs);
    const isPending = await this.repository.putPending(userId, this.seal(userId, secret), this.clock.now(), until);
    if (!isPending) throw new AlreadyEnabled();
    return secret;
  }

  /** Whether the code is right for a factor: a pending one is only asked, one that is on uses the step up. */
  async accepts(userId: string, code: string): Promise<boolean> {
    const factor = await this.repository.find(userId);
    if (factor?.secret) return this.consume(userId, factor.secret, code);
    return factor !== null && this.pendingStep(userId, factor, code) !== null;
  }

  /** What turns the pending secret on; null when there is none or the code is not its. @throws AlreadyEnabled */
  async activation(userId: string, code: string): Promise<Activation | null> {
    const factor = await this.repository.find(userId);
    if (factor?.secret) throw new AlreadyEnabled();
    const match = factor && this.pendingStep(userId, factor, code);
    return match && { userId, pending: match.sealed, secret: this.seal(userId, match.secret), step: match.step };
  }

  /** Accepts the code of a factor that is on, once. */
  async spend(userId: string, code: string): Promise<boolean> {
    const factor = await this.repository.find(userId);
    return factor?.secret ? this.consume(userId, factor.secret, code) : false;
  }

  private async consume(userId: string, sealed: string, code: string): Promise<boolean> {
    const match = this.match(userId, sealed, code);
    if (!match) return false;
    const renewed = this.vault.isStale(sealed) ? this.seal(userId, match.secret) : sealed;
    return this.repository.consumeStep({ userId, secret: sealed, renewed, step: match.step });
  }

  private pendingStep(userId: string, { pendingSecret, pendingUntil }: StoredFactor, code: string): Match | null {
    if (!pendingSecret || !pendingUntil || pendingUntil <= this.clock.now()) return null;
    return this.match(userId, pendingSecret, code);
  }

  private match(userId: string, sealed: string, code: string): Match | null {
    const secret = this.open(userId, sealed);
    const step = secret === null ? null : matchingStep(secret, code, this.clock.seconds());
    return secret === null || step === null ? null : { sealed, secret, step };
  }

  private seal(userId: string, secret: string): string {
    return this.vault.seal(secret, contextOf(userId));
  }

  /** A secret that was altered, or moved here from another user, is as good as none; backup codes still work. */
  private open(userId: string, sealed: string): string | null {
    try {
      return this.vault.open(sealed, contextOf(userId)).toString();
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      this.logger.error(`The TOTP secret of user ${userId} opens with no configured key, or was not sealed for this user.`);
      return null;
    }
  }
}

/** The user: what is moved to another row does not open there. However the id is written, it is one user. */
export const contextOf = (userId: string): string => userId.toLowerCase();

interface Match {
  readonly sealed: string;
  readonly secret: string;
  readonly step: number;
}
