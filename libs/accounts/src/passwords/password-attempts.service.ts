import { hmacSha256 } from '@castellan/common';
import { Budgets } from '@castellan/limits';
import { Inject, Injectable } from '@nestjs/common';
import { passwordsOfAccount, passwordsOfDevice, passwordsOfSignUps } from '../budgets/budgets.js';
import { DevicesRepository } from '../devices/devices.repository.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { PasswordHasher } from './password-hasher.js';
import type { PasswordVerdict } from './password-hasher.js';

/** Whose password is tried, and from where. */
export interface PasswordAttempt {
  /** The user's id, or `unknownAccount(identifier)` of this service: nobody's password can be guessed for free, and nobody can tell which it was. */
  readonly account: string;
  /** A device that completed a sign-in of this user before: it has a budget of its own, so that no flood locks the owner out. */
  readonly deviceId: string | null;
  readonly password: string;
  readonly stored: string | null;
}

export type AttemptResult = PasswordVerdict | 'refused';

/** Which of several passwords was right. */
export interface EachResult {
  readonly result: AttemptResult;
  /** As it is stored; null when none was right. In a refusal only one of the others. */
  readonly fitting: string | null;
}

/**
 * The only way to try a password: a place in the budget, then exactly one hash (docs/reference/contract.md#limits). Every route that takes
 * a password comes here.
 */
@Injectable()
export class PasswordAttempts {
  constructor(
    private readonly budgets: Budgets,
    private readonly devices: DevicesRepository,
    private readonly hasher: PasswordHasher,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** Stands for an account that does not exist. Keyed: the store does not tell who was looked for. */
  unknownAccount(identifier: string): string {
    return hmacSha256(this.options.secretKeys.current('accounts/unknown-account').key, identifier).toString('base64url');
  }

  /** @throws Unavailable when the store is away, the hashing queue is full, or others try it so often that no place is left for two seconds */
  async check(attempt: PasswordAttempt): Promise<AttemptResult> {
    return (await this.checkEach(attempt, () => Promise.resolve([]))).result;
  }

  /**
   * As `check`, of somebody who may have several passwords: `others` are looked for when the stored one is not right, and cost one more
   * hash each. All of them together are one attempt. `fitting` is the one that is right.
   */
  private async checkEach(attempt: PasswordAttempt, others: () => Promise<readonly string[]>): Promise<EachResult> {
    const { account, deviceId } = attempt;
    const reservation = await this.budgets.reserve(deviceId === null ? passwordsOfAccount(account) : passwordsOfDevice(deviceId));
    if (!reservation) return this.refuse(attempt, others);
    const each = await this.eachVerdict(attempt, others, () => this.budgets.giveBack(reservation));
    if (each.result !== 'right') await this.budgets.fail(reservation);
    return each;
  }

  /**
   * As `checkEach`, for a door that strangers stand at. The others have a budget of their own, by the name that was typed: whoever signed
   * up with an address knows one of their passwords, and would see by its refusal that the budget of an account is spent, so that
   * there is one, and by which other name it was spent.
   */
  async checkApart(attempt: PasswordAttempt, typed: string, others: () => Promise<readonly string[]>): Promise<EachResult> {
    const place = await this.budgets.reserve(passwordsOfSignUps(this.unknownAccount(typed)));
    const giveBack = async (): Promise<void> => {
      if (place) await this.budgets.giveBack(place);
    };
    const each = await this.checkEach(attempt, others).catch((error: unknown) => giveBack().then(() => Promise.reject(error as Error)));
    const isOfOthers = each.fitting !== null && each.fitting !== attempt.stored;
    if (isOfOthers && !place) return { result: 'refused', fitting: null };
    if (each.fitting !== null) await giveBack();
    else if (place) await this.budgets.fail(place);
    return isOfOthers ? { ...each, result: 'right' } : each;
  }

  /** With a new password its owner need not wait for the end of a refusal, at none of their devices. */
  async forgive(userId: string): Promise<void> {
    const devices = await this.devices.list(userId);
    const budgets = [passwordsOfAccount(userId), ...devices.map(({ id }) => passwordsOfDevice(id))];
    await Promise.all(budgets.map((budget) => this.budgets.restore(budget)));
  }

  /** As dear as a guess: else a quick answer would tell that two names are one account, whose budget the other one has spent. */
  private async refuse(attempt: PasswordAttempt, others: () => Promise<readonly string[]>): Promise<EachResult> {
    const { fitting } = await this.tryEach({ ...attempt, stored: null }, others);
    return { result: 'refused', fitting };
  }

  /** A right password gives its place back, and so does one that nobody could look at. */
  private async eachVerdict(
    attempt: PasswordAttempt,
    others: () => Promise<readonly string[]>,
    giveBack: () => Promise<void>,
  ): Promise<EachResult> {
    try {
      const each = await this.tryEach(attempt, others);
      if (each.result === 'right') await giveBack();
      return each;
    } catch (error) {
      await giveBack();
      throw error;
    }
  }

  private async tryEach({ password, stored }: PasswordAttempt, others: () => Promise<readonly string[]>): Promise<EachResult> {
    const first = await this.hasher.check(password, stored);
    if (first === 'right') return { result: first, fitting: stored };
    for (const other of await others()) {
      if (await this.hasher.verify(password, other)) return { result: 'right', fitting: other };
    }
    return { result: first, fitting: null };
  }
}
