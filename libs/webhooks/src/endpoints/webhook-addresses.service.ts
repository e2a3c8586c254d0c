import { ValidationFailed } from '@castellan/common';
import { FailedRequest } from '@castellan/outbound';
import { Injectable } from '@nestjs/common';
import { WebhookWeb } from '../sending/webhook-web.service.js';

const MAX_LENGTH = 2_000;
const TOO_LONG = `Write a whole address, https://…, of at most ${MAX_LENGTH} characters.`;

/** Where endpoints may be: judged here, so that who makes one is told, and at each connection again. */
@Injectable()
export class WebhookAddresses {
  constructor(private readonly web: WebhookWeb) {}

  /** The address as it is kept. @throws ValidationFailed */
  async accept(text: string): Promise<string> {
    if (text.length > MAX_LENGTH) throw refused(TOO_LONG);
    const url = await this.web.demandReachable(text, 'The address').catch((error: unknown) => {
      throw error instanceof FailedRequest ? refused(`${error.reason}.`) : error;
    });
    url.hash = '';
    return url.href;
  }
}

const refused = (why: string): ValidationFailed => new ValidationFailed({ errors: { url: [why] } });
