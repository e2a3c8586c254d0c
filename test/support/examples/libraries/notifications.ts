import { Transaction } from '@castellan/data';
import { Notifications } from '@castellan/notifications';
import { Injectable } from '@nestjs/common';

@Injectable()
export class Mailing {
  constructor(
    private readonly notifications: Notifications,
    private readonly transaction: Transaction,
  ) {}

  /** Goes out when the transaction commits, and never if it is rolled back. A mail server that is away delays the mail, not the caller. */
  async sendCode(to: string, code: string): Promise<void> {
    await this.transaction.run(() => this.notifications.send({ to, template: 'otp', data: { code, minutes: 5 } }));
  }
}
