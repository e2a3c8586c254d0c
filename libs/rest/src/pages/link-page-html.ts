import { EMAIL, type ExpiredLink, type LinkPage, type LinkRenewal } from './link-page.js';
import { pageTemplates } from './page-templates.js';

const linkPage = pageTemplates(import.meta.dirname)('link-page');

/** A page of the table as HTML. It holds nothing of the request, so it is the same for everybody. @param base the path of `PUBLIC_URL` */
export function renderLinkPage(page: LinkPage, base: string): string {
  return linkPage({ ...page, base, plan: JSON.stringify(planOf(page, base)), renewal: page.expired?.renewal, renewalField: EMAIL });
}

/** What `page.js` is told. */
function planOf({ apiPath, doneTitle, done, expired }: LinkPage, base: string) {
  return { apiPath: base + apiPath, doneTitle, done, expired: expired && { ...expired, renewal: renewalOf(expired, base) } };
}

const renewalOf = ({ renewal }: ExpiredLink, base: string): LinkRenewal | null =>
  renewal && { ...renewal, apiPath: base + renewal.apiPath };
