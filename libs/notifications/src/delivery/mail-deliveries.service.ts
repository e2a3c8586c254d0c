import { Clock } from '@castellan/common';
import { Injectable, Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Mail } from '../mails.js';
import { MailDeliveriesRepository } from './mail-deliveries.repository.js';
import type { MailTry } from './mail-deliveries.repository.js';
import { MailRecipients } from './mail-recipients.js';
import type { Caused } from './mail-seal.js';
import { maskedAddress } from './masked-address.js';

/** Where somebody is written to, and since when they have been. */
export interface OwnMailbox {
  readonly address: string | null;
  readonly since: Date;
}

/** What became of mails, for operators: the kind, and whom it went to masked; never its text. */
@Injectable()
export class MailDeliveries {
  private readonly logger = new Logger(MailDeliveries.name);

  constructor(
    private readonly deliveries: MailDeliveriesRepository,
    private readonly recipients: MailRecipients,
    private readonly clock: Clock,
  ) {}

  /** One row, in the transaction of the job. Gives its id, which the job carries. @internal */
  async begin({ to, template: kind }: Mail, { userId = null }: { readonly userId?: Caused['userId'] | null }): Promise<string> {
    const id = randomUUID();
    const kept = { recipient: maskedAddress(to), recipientHash: this.recipients.hash(to) };
    await this.deliveries.insert({ id, kind, userId, ...kept }, this.clock.now());
    return id;
  }

  /** Never rejects: a mail is no worse for what is not noted of it. @internal */
  async note(id: string, outcome: MailTry): Promise<void> {
    try {
      await this.deliveries.note(id, outcome, this.clock.now());
    } catch (error) {
      this.logger.warn(`What became of mail ${id} (${outcome.state}) was not noted: ${error instanceof Error ? error.name : 'no error'}.`);
    }
  }

  /** The mails to a user, for them to take away: not those to whoever had the mailbox before. */
  allOf(userId: string, { address, since }: OwnMailbox): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.deliveries.allOf(userId, this.hashes(address), since);
  }

  /** The account is erased: what is kept of its mails names nobody any more. Part of the caller's transaction. */
  async forget(userId: string, address: string | null): Promise<void> {
    await this.deliveries.forget(userId, this.hashes(address));
  }

  /** Deletes what is older than the moment; gives the number of rows. */
  deleteBefore(moment: Date): Promise<number> {
    return this.deliveries.deleteBefore(moment);
  }

  private hashes(address: string | null): readonly string[] {
    return address === null ? [] : this.recipients.hashes(address);
  }
}
