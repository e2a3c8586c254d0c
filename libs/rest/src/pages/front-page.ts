import { fill } from './page-files.js';

const DOCS = '<li><a href="/docs"><strong>API documentation</strong> Every route, with examples to try.</a></li>';
const INBOX = '<li><a href="/dev/inbox"><strong>Development inbox</strong> Mail and SMS that would have been sent.</a></li>';

/** The page at `/`, for whoever has just started the service or comes by. */
export function renderFrontPage({ docs, inbox }: { readonly docs: boolean; readonly inbox: boolean }): string {
  const ways = [docs ? DOCS : '', inbox ? INBOX : ''].join('');
  const list = ways && `<ul class="ways">${ways}</ul>`;
  return fill('page.html', { title: 'Castellan', content: fill('front-page.html', { ways: list }) });
}
