import { fill } from './page-files.js';

const INBOX = '<li><a href="/dev/inbox"><strong>Development inbox</strong> Mail and SMS that would have been sent.</a></li>';

/** The page at `/`, for whoever has just started the service or comes by. */
export function renderFrontPage({ inbox }: { readonly inbox: boolean }): string {
  return fill('page.html', { title: 'Castellan', content: fill('front-page.html', { inbox: inbox ? INBOX : '' }) });
}
