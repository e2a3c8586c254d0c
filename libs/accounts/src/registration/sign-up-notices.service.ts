import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Federation } from '@castellan/federation';
import { Notifications } from '@castellan/notifications';
import type { Caused } from '@castellan/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { LinkAllowance } from '../links/link-allowance.js';
import { MailedLinks } from '../links/mailed-links.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { deviceName } from '../users/device-name.js';
import { isWaitingForProof } from '../users/proof-state.js';
import type { User } from '../users/user.types.js';
import { Registrations } from './registrations.service.js';

/** When and from where somebody signed up, if that is known. */
interface Occasion {
  readonly at?: Date;
  readonly deviceName?: string;
  /** What people call the provider that they signed up by. */
  readonly provider?: string;
}

/** The one mail of every sign-up: to prove the address, or to tell its owner that somebody tried. Part of the caller's transaction. */
@Injectable()
export class SignUpNotices {
  constructor(
    private readonly links: MailedLinks,
    private readonly registrations: Registrations,
    private readonly allowance: LinkAllowance,
    private readonly notifications: Notifications,
    private readonly federation: Federation,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** Would the mail be sent at all? Counts as one, unless nothing is to be sent. */
  mayMail(email: string, { sendsNothing = false } = {}): Promise<boolean> {
    return this.allowance.take('verify-email', email, { sendsNothing });
  }

  /** Somebody has just signed up, perhaps by a provider of that id. A mail that `mayMail` did not count may be dropped. */
  send(
    user: User,
    { userAgent, language }: RequestContext,
    { isCounted, provider = null }: { readonly isCounted: boolean; readonly provider?: string | null },
  ): Promise<void> {
    const occasion = { at: this.clock.now(), deviceName: deviceName(userAgent), ...this.by(provider) };
    return this.tell(user, occasion, { isCounted, language });
  }

  /** The mail of the newest sign-up once more, which `mayMail` has counted. */
  async sendAgain(user: User, { language }: RequestContext): Promise<void> {
    const newest = await this.registrations.newest(user.id);
    const { createdAt: at, deviceName: name = '', identity } = newest ?? {};
    const occasion = at ? { at, deviceName: name, ...this.by(identity?.provider ?? null) } : {};
    await this.tell(user, occasion, { isCounted: true, language });
  }

  /** Somebody wanted an address that has an account. */
  async addressTaken(email: string, occasion: Occasion, caused: Caused): Promise<void> {
    const { frontendUrl, signInUrl } = this.options;
    const data = { signInLink: signInUrl ?? `${frontendUrl}/`, resetLink: this.resetLink, ...occasion };
    await this.notifications.send({ to: email, template: 'address-taken', data }, caused);
  }

  /** A link is made for a taken address, too: the same work. Nobody is told it. */
  private async tell(user: User, { provider, ...occasion }: Occasion, caused: Caused): Promise<void> {
    const link = await this.links.issue('verify_email', user.id);
    const others = Math.max(0, (await this.registrations.candidates(user.id)).length - 1);
    if (!isWaitingForProof(user)) return this.addressTaken(user.email, occasion, caused);
    const data = {
      link,
      minutes: this.links.minutes('verify_email'),
      resetLink: this.resetLink,
      others,
      ...occasion,
      ...(provider !== undefined && { provider }),
    };
    await this.notifications.send({ to: user.email, template: 'verify-email', data }, caused);
  }

  /** The reader decides by it whether the sign-up is theirs. */
  private by(provider: string | null): Pick<Occasion, 'provider'> {
    return provider === null ? {} : { provider: this.federation.nameOf(provider) };
  }

  private get resetLink(): string {
    return `${this.options.frontendUrl}/password-reset`;
  }
}
