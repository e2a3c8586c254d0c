import { Inject, Injectable, Logger } from '@nestjs/common';
import { hmacSha256 } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsOptions } from '../notifications.options.js';
import type { MailTemplate } from '../mails.js';
import type { QueuedMail } from './mail-seal.js';

const HOUR_MS = 3_600_000;

/**
 * Codes are capped where they are asked for, with an answer (contract §4); a second cap here, whose hours begin at other times,
 * would drop the mail of a request that was admitted.
 */
const UNCAPPED: readonly MailTemplate[] = ['otp'];

/** `admitted`: send it; `sent`: an earlier run of this job did; `over`: the hour's mails of this kind to this address are used up. */
export type Admission = 'admitted' | 'sent' | 'over';

/**
 * Caps mails per address and kind (contract §4), so that nobody floods a mailbox through our forms, and remembers which jobs went
 * out, so that a job run twice sends once. When the store is away every mail is admitted: one too many is better than one lost.
 */
@Injectable()
export class MailAllowance {
  private readonly logger = new Logger(MailAllowance.name);

  constructor(
    private readonly store: EphemeralStore,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: Pick<NotificationsOptions, 'secretKeys' | 'mailsPerHour'>,
  ) {}

  async admit(jobId: string, mail: QueuedMail): Promise<Admission> {
    try {
      return await this.decide(jobId, mail);
    } catch {
      this.logger.warn(`Mail job ${jobId} is sent without its cap: the store is away.`);
      return 'admitted';
    }
  }

  async markSent(jobId: string): Promise<void> {
    await this.store.set(runKey(jobId), 'sent', HOUR_MS).catch(() => undefined);
  }

  /** A job counts at its first run only: retries while the mail server is down must not use up the cap. */
  private async decide(jobId: string, mail: QueuedMail): Promise<Admission> {
    if (!(await this.store.setIfAbsent(runKey(jobId), 'admitted', HOUR_MS))) {
      return (await this.store.get(runKey(jobId))) === 'sent' ? 'sent' : 'admitted';
    }
    if (UNCAPPED.includes(mail.template)) return 'admitted';
    const { count } = await this.store.increment(this.capKey(mail), HOUR_MS);
    return count <= this.options.mailsPerHour ? 'admitted' : 'over';
  }

  /** Keyed, so that the store does not tell who is written to. */
  private capKey({ to, template }: QueuedMail): string {
    const { key } = this.options.secretKeys.current('notifications/cap');
    return `mail:cap:${hmacSha256(key, `${template}\0${to.toLowerCase()}`).toString('base64url')}`;
  }
}

function runKey(jobId: string): string {
  return `mail:run:${jobId}`;
}
