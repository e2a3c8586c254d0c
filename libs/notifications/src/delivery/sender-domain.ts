import { domainToASCII } from 'node:url';

/** The domain of `Name <address>` or an address, in ASCII: it stands in headers and greetings, which know no other letters. */
export function senderDomain(from: string): string {
  return domainToASCII(/@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? '') || 'localhost';
}
