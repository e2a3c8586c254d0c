import { EMAIL, type LinkPage } from './link-page.js';
import { pageTemplates } from './page-templates.js';

const linkPage = pageTemplates(import.meta.dirname)('link-page');

/** A page of the table as HTML. It holds nothing of the request, so it is the same for everybody. */
export function renderLinkPage(page: LinkPage): string {
  return linkPage({ ...page, plan: JSON.stringify(planOf(page)), renewal: page.expired?.renewal, renewalField: EMAIL });
}

/** What `page.js` is told. */
function planOf({ apiPath, doneTitle, done, expired }: LinkPage) {
  return { apiPath, doneTitle, done, expired };
}
