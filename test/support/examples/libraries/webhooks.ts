import { localOperator } from '@castellan/accounts';
import { WebhookEndpoints } from '@castellan/webhooks';
import { Injectable } from '@nestjs/common';

@Injectable()
export class Billing {
  constructor(private readonly endpoints: WebhookEndpoints) {}

  /** Gives the secret that the receiver verifies by; it can be read this once. */
  async subscribe(url: string): Promise<string> {
    const { secret } = await this.endpoints.create(localOperator(), { url, events: ['user_registered', 'account_erased'] });
    return secret;
  }
}
