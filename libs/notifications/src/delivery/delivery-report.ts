import { Injectable, Logger } from '@nestjs/common';

/** Tells who wants to know that mails wait because nothing counts them. */
@Injectable()
export class HeldMails {
  private readonly logger = new Logger(HeldMails.name);
  private readonly listeners: (() => Promise<void>)[] = [];

  whenHeld(listener: () => Promise<void>): void {
    this.listeners.push(listener);
  }

  /** Never rejects: the mail waits, whether or not anybody hears of it. */
  async tell(what: string): Promise<void> {
    this.logger.warn(`A mail ${what} is not sent now: the store that counts is away or full.`);
    for (const listener of this.listeners) await listener().catch((error: unknown) => this.logger.error(String(error)));
  }
}
