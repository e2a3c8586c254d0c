import { isPublicAddress, ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { isIP } from 'node:net';

const MAX_LENGTH = 2_000;
const refused = (why: string): ValidationFailed => new ValidationFailed({ errors: { url: [why] } });

/** Where endpoints may be. */
@Injectable()
export class WebhookAddresses {
  /** The address as it is kept. @throws ValidationFailed */
  async accept(text: string): Promise<string> {
    const url = text.length <= MAX_LENGTH && URL.canParse(text) ? new URL(text) : null;
    if (!url) throw refused(`Write a whole address, https://…, of at most ${MAX_LENGTH} characters.`);
    if (url.protocol !== 'https:') throw refused('The address must begin with https://.');
    if (url.username !== '' || url.password !== '') throw refused('The address must name no user and no password.');
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !isPublicAddress(literal)) throw refused('The address is in a private network.');
    url.hash = '';
    return Promise.resolve(url.href);
  }
}
