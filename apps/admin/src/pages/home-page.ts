import type { Operator } from '@castellan/accounts';
import { escapeHtml, renderPage } from '@castellan/rest';

/** What an operator sees first. */
export function homePage({ email }: Operator): string {
  return renderPage('Castellan panel', `<p>Signed in as ${escapeHtml(email)}.</p><p class="aside"><a href="/sign-out">Sign out</a></p>`);
}
