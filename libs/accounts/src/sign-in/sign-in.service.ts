import type { DomainError } from '@castellan/common';
import { Clock } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { InvalidCredentials } from '../errors.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { SessionOpening } from '../sessions/session-opening.service.js';
import type { OpenedSession, Opening } from '../sessions/session-opening.service.js';
import type { User } from '../users/user.types.js';
import { CredentialsRepository } from '../users/credentials.repository.js';
import { assuranceOf } from '../factors/factor.js';
import type { FirstFactor, ProvenFactors } from '../factors/factor.js';
import { refusalOf } from './refusal.js';
import type { Refusal } from './refusal.js';
import { SecondFactorDemand } from './second-factor-demand.service.js';
import type { Demand } from './second-factor-demand.service.js';
import { SignInRecords } from './sign-in-records.service.js';
import type { SignedIn, SignInContext, SignInResult } from '../sessions/sign-in.types.js';

/** How long a trusted device does without the second factor, where the host does not tell. */
export const TRUSTED_DEVICE_TTL_MS = 30 * 24 * 3_600_000;

/** A password alone, on a trusted device, never counts as recent (docs/reference/contract.md#devices): so long ago is no proof at all. */
const NEVER = new Date(0);

/** Sign-ins by their factors; a trusted device stands in for the second one. @internal */
export interface FactorCount {
  readonly factor: string;
  readonly secondFactor: string;
  readonly count: number;
}

/**
 * The one door: every session is made here, whatever the first factor was. It is handed the user and the factors just proven, and
 * decides alone whether that is enough (docs/reference/contract.md#the-one-door). No other code makes a session.
 */
@Injectable()
export class SignIn {
  private readonly tally = new Map<string, FactorCount>();

  constructor(
    private readonly transaction: Transaction,
    private readonly opening: SessionOpening,
    private readonly credentials: CredentialsRepository,
    private readonly secondFactor: SecondFactorDemand,
    private readonly records: SignInRecords,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** How often this process has let somebody in, by what they proved themselves with. @internal */
  counts(): readonly FactorCount[] {
    return [...this.tally.values()];
  }

  /** @throws InvalidCredentials when the user is disabled, EmailUnverified, PasswordResetRequired, Unavailable */
  async complete(user: User, factors: ProvenFactors, context: SignInContext): Promise<SignInResult> {
    await this.demandOpen(user, factors.first, context);
    const demand = await this.secondFactor.of(user, factors, context);
    if (demand.kind === 'required') return this.secondFactor.makePending(user, factors.first, context);
    return this.signIn(user, factors, demand, context);
  }

  /** What the door refuses whoever proves it, before it makes anything. @throws as `complete` */
  async demandOpen(user: User, first: FirstFactor, context: SignInContext): Promise<void> {
    const refusal = refusalOf(user, first, this.options);
    if (refusal) throw await this.refused(user, refusal, context);
  }

  private async signIn(user: User, factors: ProvenFactors, demand: Demand, context: SignInContext): Promise<SignedIn> {
    const now = this.clock.now();
    const opening = this.openingOf(factors, demand, context, now);
    const opened = await this.transaction.run(() => this.open(user, opening, factors, context, now));
    if (!opened) throw await this.refused(user, { error: new InvalidCredentials(), reason: 'account_changed' }, context);
    this.count(factors, demand);
    return {
      ...opened,
      status: 'signed_in',
      user: { ...user, lastLogin: now, closedAt: null, twoFactorEnabled: demand.kind !== 'none' },
      backupCodesRemaining: demand.backupCodesRemaining,
      second: factors.second?.kind ?? null,
    };
  }

  private count({ first, second }: ProvenFactors, { kind }: Demand): void {
    const secondFactor = second?.kind ?? (kind === 'waived' ? 'trusted_device' : 'none');
    const key = `${first.kind} ${secondFactor}`;
    this.tally.set(key, { factor: first.kind, secondFactor, count: (this.tally.get(key)?.count ?? 0) + 1 });
  }

  private openingOf(factors: ProvenFactors, demand: Demand, { trustDevice }: SignInContext, now: Date): Opening {
    const trusts = factors.second !== null && trustDevice;
    return {
      ...assuranceOf(factors),
      authTime: demand.kind === 'waived' ? NEVER : now,
      trustUntil: trusts ? this.clock.in(this.options.trustedDeviceTtlMs) : null,
    };
  }

  private async open(
    user: User,
    opening: Opening,
    { second }: ProvenFactors,
    context: SignInContext,
    now: Date,
  ): Promise<OpenedSession | null> {
    if (!(await this.credentials.recordSignIn(user, now))) return null;
    const opened = await this.opening.open(user, opening, context);
    if (!opened) return null;
    await this.records.signedIn(user, second, opened, context);
    return opened;
  }

  private async refused(user: User, { error, reason }: Refusal, context: SignInContext): Promise<DomainError> {
    await this.records.refused(user, reason, context);
    return error;
  }
}
