import { PLAIN_LINE, sha256, ValidationFailed } from '@castellan/common';
import type { AuditChanges } from '@castellan/log';
import { isWebhookEvent, WEBHOOK_EVENTS } from '../events/webhook-events.js';
import type { WebhookEvent } from '../events/webhook-events.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';

const MAX_DESCRIPTION = 200;
const DESCRIPTION = { description: [`Use at most ${MAX_DESCRIPTION} characters, on one line.`] };
/** Of the hash of a path and query: enough to see that it is another. */
const HASH_DIGITS = 8;

/** @throws ValidationFailed */
export function acceptedDescription(text: string): string {
  const trimmed = text.trim().normalize('NFC');
  if (trimmed.length > MAX_DESCRIPTION || (trimmed !== '' && !PLAIN_LINE.test(trimmed)))
    throw new ValidationFailed({ errors: DESCRIPTION });
  return trimmed;
}

/** Each once, in the order of `WEBHOOK_EVENTS`. @throws ValidationFailed for none, and for what is no event */
export function acceptedEvents(names: readonly string[]): readonly WebhookEvent[] {
  const unknown = names.find((name) => !isWebhookEvent(name));
  if (unknown !== undefined) throw new ValidationFailed({ errors: { events: [`There is no event ${unknown.slice(0, 50)}.`] } });
  if (names.length === 0) throw new ValidationFailed({ errors: { events: ['Choose at least one.'] } });
  return WEBHOOK_EVENTS.filter((event) => names.includes(event));
}

type Audited = Pick<WebhookEndpoint, 'url' | 'events' | 'description' | 'isActive'>;
const NOTHING: Audited = { url: '', events: [], description: '', isActive: false };

/** What the audit log keeps for ever. */
export function auditedChanges(before: Audited | null, after: Audited | null): AuditChanges {
  const [was, is] = [before ?? NOTHING, after ?? NOTHING];
  return {
    url: [auditedUrl(was.url), auditedUrl(is.url)],
    events: [was.events, is.events],
    description: [was.description || null, is.description || null],
    is_active: [before && was.isActive, after && is.isActive],
  };
}

/** Path and query are often a secret of the receiver's (https://api.slack.com/messaging/webhooks), and the audit log is for ever. */
function auditedUrl(text: string): string | null {
  if (text === '') return null;
  const { origin, pathname, search } = new URL(text);
  const rest = pathname + search;
  return rest === '/' ? `${origin}/` : `${origin}/…${sha256(rest).toString('hex').slice(0, HASH_DIGITS)}`;
}
