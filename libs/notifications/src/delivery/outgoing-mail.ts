import type { NotificationsRules } from '../notifications.options.js';
import type { RenderedMessage } from '../rendering/message-templates.js';
import type { QueuedMail } from './mail-seal.js';
import type { OutgoingMail } from './mail-transport.js';
import { senderDomain } from './sender-domain.js';

export function outgoingMail(
  id: string,
  { to, template: kind, told }: Pick<QueuedMail, 'to' | 'template' | 'told'>,
  { subject, text, html }: RenderedMessage,
  { from }: Pick<NotificationsRules, 'from'>,
): OutgoingMail {
  return {
    id,
    kind,
    to,
    from,
    subject: subject.replace(/[\r\n]+/g, ' '),
    text,
    html,
    messageId: `<${id}@${senderDomain(from)}>`,
    // Keeps vacation responders from answering (RFC 3834 §5).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    code: typeof told['code'] === 'string' ? told['code'] : null,
  };
}
