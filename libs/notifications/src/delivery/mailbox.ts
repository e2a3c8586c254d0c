import { domainToASCII } from 'node:url';

/** Where dots in the local part, and the older of two domains, lead to the same mailbox. */
const DOTLESS: readonly string[] = ['gmail.com', 'googlemail.com'];

/**
 * The mailbox that an address leads to, as far as can be told: `Ada+x@example.com` is read by ada@example.com (RFC 5233). For caps alone,
 * where a mistake costs a mail: whose account an address is, it never decides.
 */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = domainToASCII(address.slice(at + 1)) || address.slice(at + 1).toLowerCase();
  const local = address.slice(0, Math.max(at, 0)).normalize('NFC').toLowerCase();
  const name = local.split('+')[0] || local;
  return DOTLESS.includes(domain) ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${domain}`;
}
