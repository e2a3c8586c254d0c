import type { WebhookConfiguration } from './configuration.js';
import { taking, Unreadable } from './parse.js';
import { parseBlock } from './proxies.js';
import { settings } from './settings.js';
import { listOf } from './values.js';
import type { Variables } from './variables.js';

/** RFC 1123 §2.1. */
const HOST_NAME = /^(?=.{1,253}$)[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i;
const IS_ADDRESS = /[/:]|^[\d.]+$/;

/** Reads a block of addresses, or the name of a host. */
const parseAllowed = taking('an address block such as `10.0.0.0/8`, or the name of a host', (text) => {
  if (IS_ADDRESS.test(text)) return parseBlock(text);
  if (!HOST_NAME.test(text)) throw new Unreadable('is neither an address block such as 10.0.0.0/8 nor the name of a host');
  return text.toLowerCase();
});

export const WEBHOOK_SETTINGS = settings({
  WEBHOOK_ALLOW: {
    as: listOf(parseAllowed),
    example: '10.20.0.0/16,hooks.internal',
    meaning:
      'where [webhooks](../guides/webhooks.md) may be sent without TLS and into private networks, besides https at public addresses: address blocks, and names of hosts',
  },
});

/** Reads where webhooks may be sent (docs/reference/contract.md#webhooks). */
export function readWebhooks(variables: Variables): WebhookConfiguration {
  return { allow: variables.read(WEBHOOK_SETTINGS.WEBHOOK_ALLOW, []) };
}
