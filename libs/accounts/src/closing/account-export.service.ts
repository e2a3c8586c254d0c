import { Identities } from '@castellan/federation';
import { AuthEvents } from '@castellan/log';
import { MailDeliveries } from '@castellan/notifications';
import { Profiles } from '@castellan/profiles';
import { Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { AccountExportRepository } from './account-export.repository.js';

/** Everything stored about a user, by the table it is in, for the user to take away (GDPR art. 15 and 20). Never a secret or its hash. */
@Injectable()
export class AccountExport {
  constructor(
    private readonly repository: AccountExportRepository,
    private readonly events: AuthEvents,
    private readonly twoFactor: TwoFactor,
    private readonly passkeys: Passkeys,
    private readonly identities: Identities,
    private readonly profiles: Profiles,
    private readonly mails: MailDeliveries,
  ) {}

  /** Everything kept of the user, by table: no secret, no hash. */
  async of(userId: string): Promise<Readonly<Record<string, unknown>>> {
    return {
      ...(await this.profiles.exportOf(userId)),
      ...(await this.repository.read(userId)),
      ...(await this.twoFactor.exportOf(userId)),
      ...(await this.passkeys.exportOf(userId)),
      ...(await this.identities.exportOf(userId)),
      mail_deliveries: await this.mails.allOf(userId, await this.repository.mailboxOf(userId)),
      auth_events: await this.events.allOf(userId),
    };
  }
}
