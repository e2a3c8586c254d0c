import type { InboxMessage } from '@castellan/notifications';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml } from '../pages/escape-html.js';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

/** The style and script of the page. */
export const inboxAsset = (name: 'inbox.css' | 'inbox.js'): string => read(name);

/** The inbox for people. Everything of a message is escaped; its HTML is shown in a sandboxed frame that runs no script. */
export function renderInbox(messages: readonly InboxMessage[], to: string | undefined): string {
  const parts: Readonly<Record<string, string>> = {
    count: messages.length === 1 ? '1 message' : `${messages.length} messages`,
    to: escapeHtml(to ?? ''),
    messages:
      messages.map(article).join('\n') || `<p class="empty">${to ? 'Nothing to this address.' : 'Nothing has been delivered yet.'}</p>`,
  };
  return read('inbox.html').replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => parts[name] ?? '');
}

function article({ channel, to, subject, text, html, links, code, sentAt }: InboxMessage): string {
  const sent = sentAt.toISOString();
  return `<article>
  <header>
    <h2>${escapeHtml(subject ?? (channel === 'sms' ? 'SMS' : 'No subject'))}</h2>
    <p><span class="channel">${channel}</span> to <strong>${escapeHtml(to)}</strong>, <time datetime="${sent}">${sent.replace('T', ' ').slice(0, 19)} UTC</time></p>
  </header>
  ${code === null ? '' : `<p class="code">${escapeHtml(code)}</p>`}
  ${links.length === 0 ? '' : `<ul class="links">${links.map(anchor).join('')}</ul>`}
  ${html === null ? `<pre>${escapeHtml(text)}</pre>` : body(html, text)}
</article>`;
}

/** Only web links become anchors: `javascript:` and others stay text. */
function anchor(link: string): string {
  const safe = escapeHtml(link);
  return /^https?:\/\//i.test(link)
    ? `<li><a href="${safe}" target="_blank" rel="noopener noreferrer">${safe}</a></li>`
    : `<li>${safe}</li>`;
}

function body(html: string, text: string): string {
  const framed = escapeHtml(`<base target="_blank">${html}`);
  return `<iframe title="The message" sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy" srcdoc="${framed}"></iframe>
  <details><summary>Plain text</summary><pre>${escapeHtml(text)}</pre></details>`;
}
