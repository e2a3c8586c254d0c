import { Inject, Injectable } from '@nestjs/common';
import { hmacSha256 } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Allowances } from '@castellan/limits';
import type { Allowance } from '@castellan/limits';
import { MAIL_KINDS } from '../mail-kinds.js';
import type { MailCause, StrangersMail } from '../mail-kinds.js';
import type { MailTemplate } from '../mails.js';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import type { QueuedMail } from './mail-seal.js';
import { mailboxOf } from './mailbox.js';

const HOUR_MS = 3_600_000;

/** Mails of one kind that strangers can have sent to one mailbox in an hour. */
export const MAILS_PER_HOUR = 5;
/** Mails of all these kinds together. */
export const STRANGERS_MAILS = 10;
/** Mails of one kind to the operators in an hour: an attack that raises more incidents is known by then. */
export const OPERATORS_MAILS_OF_A_KIND = 30;

/**
 * Codes are capped by identifier where they are asked for, with an answer. What is asked for sub-addresses of one mailbox
 * meets in the sum.
 */
const CAPPED_WHERE_ASKED: readonly MailTemplate[] = ['otp'];

/**
 * `admitted`: send it; `sent`: an earlier run of this job did; `over`: the hour's mails to this mailbox are used up; `held`: it cannot be
 * counted now, so it waits.
 */
export type Admission = 'admitted' | 'sent' | 'over' | 'held';

/**
 * Caps the mails that strangers can cause, by mailbox, and remembers which jobs went out, so that a job run twice sends once. While the
 * store is away or full a mail of theirs waits in the queue, since nobody could say how many there were; every other one goes out, since
 * one too many is better than one lost.
 */
@Injectable()
export class MailAllowance {
  constructor(
    private readonly allowances: Allowances,
    private readonly store: EphemeralStore,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: Pick<NotificationsRules, 'secretKeys' | 'mailsPerHour'>,
  ) {}

  /** Counts one mail to come: true when it may be sent. @throws Unavailable when the store is away */
  async take(template: MailTemplate, to: string): Promise<boolean> {
    for (const allowance of this.allowancesOf(template, mailboxOf(to))) {
      if ((await this.allowances.take(allowance)).isOver) return false;
    }
    return true;
  }

  /** Asks the store as `take` does, and counts nothing. @throws Unavailable when the store is away */
  async pretend(template: StrangersMail, to: string): Promise<void> {
    for (const allowance of this.allowancesOf(template, mailboxOf(to))) await this.allowances.pretend(allowance);
  }

  async admit(jobId: string, mail: QueuedMail): Promise<Admission> {
    try {
      return await this.decide(jobId, mail);
    } catch {
      return MAIL_KINDS[mail.template].cause === 'strangers' && !mail.isCounted ? 'held' : 'admitted';
    }
  }

  async markSent(jobId: string): Promise<void> {
    await this.note(jobId, 'sent');
  }

  /** A job counts once: retries while the mail server is down must not use up the cap. Noted after it is counted, never before. */
  private async decide(jobId: string, mail: QueuedMail): Promise<Admission> {
    const known = await this.store.get(runKey(jobId));
    if (known === 'sent' || known === 'admitted') return known;
    if (!mail.isCounted && !(await this.take(mail.template, mail.to))) return 'over';
    await this.note(jobId, 'admitted');
    return 'admitted';
  }

  private async note(jobId: string, state: Admission): Promise<void> {
    await this.store.set(runKey(jobId), state, HOUR_MS).catch(() => undefined);
  }

  private allowancesOf(template: MailTemplate, mailbox: string): readonly Allowance[] {
    const anHour = (uses: number, what: string = template): Allowance => ({ name: this.name(what, mailbox), uses, windowMs: HOUR_MS });
    const allowances: Readonly<Record<MailCause, () => readonly Allowance[]>> = {
      notice: () => [],
      operators: () => [anHour(OPERATORS_MAILS_OF_A_KIND)],
      strangers: () => [
        ...(CAPPED_WHERE_ASKED.includes(template) ? [] : [anHour(this.options.mailsPerHour)]),
        anHour(STRANGERS_MAILS, 'strangers'),
      ],
    };
    return allowances[MAIL_KINDS[template].cause]();
  }

  /** Keyed, so that the store does not tell who is written to. */
  private name(what: string, mailbox: string): string {
    const { key } = this.options.secretKeys.current('notifications/cap');
    return `mail:cap:${hmacSha256(key, `${what}\0${mailbox}`).toString('base64url')}`;
  }
}

function runKey(jobId: string): string {
  return `mail:run:${jobId}`;
}
