import type { InboxMessage } from '@castellan/notifications';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Show } from '../pages/page-writer.js';

/** The style and script of the page. */
export const inboxAsset = (name: 'inbox.css' | 'inbox.js'): string => readFileSync(join(import.meta.dirname, name), 'utf8');

/** The inbox for people. Everything of a message is escaped; its HTML is shown in a sandboxed frame that runs no script. */
export function renderInbox(show: Show, language: string, messages: readonly InboxMessage[], to: string | undefined): string {
  const locale = language === 'en' ? 'en-GB' : language;
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' });
  return show('inbox', { count: messages.length, to: to ?? '', messages: messages.map((message) => shown(message, moments)) });
}

function shown({ channel, to, subject, text, html, links, code, sentAt }: InboxMessage, moments: Intl.DateTimeFormat): object {
  return {
    isSms: channel === 'sms',
    to,
    title: subject ?? (channel === 'sms' ? 'SMS' : null),
    sent: sentAt.toISOString(),
    sentInWords: `${moments.format(sentAt)} UTC`,
    code,
    links: links.map((link) => ({ link, isWeb: /^https?:\/\//i.test(link) })), // `javascript:` and others stay text
    framed: html === null ? null : `<base target="_blank">${html}`,
    text,
  };
}
