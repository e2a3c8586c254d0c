import type { RequestContext } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { InvalidCredentials } from '../errors.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { PASSWORD } from '../passwords/password.factor.js';
import { PasswordProof } from '../sign-in/password-proof.service.js';
import { refusalOf } from '../sign-in/refusal.js';
import type { Refusal } from '../sign-in/refusal.js';
import type { User } from '../users/user.types.js';
import type { SignInName } from '../users/sign-in-name.js';
import { PanelRefusals } from './refusals.service.js';

/** From where an operator signs in. @internal */
export interface PanelContext extends RequestContext {
  /** What the browser shows of an earlier sign-in: its owner has a failure budget of their own. It never waives the code. */
  readonly deviceToken: string | null;
}

/** The first step of every way into the panel. */
@Injectable()
export class PanelPassword {
  constructor(
    private readonly proof: PasswordProof,
    private readonly refusals: PanelRefusals,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /**
   * An operator, by their password. Who is no staff hears what a wrong password hears.
   * @throws InvalidCredentials, EmailUnverified, PasswordResetRequired, Unavailable
   */
  async prove(name: SignInName, password: string, context: PanelContext): Promise<User> {
    const user = await this.proof.prove(name, password, { ...context, event: 'panel_login' });
    const refusal = this.refusalOf(user);
    if (refusal) throw await this.refusals.of(user, refusal, context);
    await this.proof.upgradeHash(user, password);
    return user;
  }

  private refusalOf(user: User): Refusal | null {
    const refusal = refusalOf(user, PASSWORD, this.options);
    if (refusal) return refusal;
    if (user.isStaff && user.closedAt === null) return null;
    return { error: new InvalidCredentials(), reason: user.isStaff ? 'account_closed' : 'not_staff' };
  }
}
