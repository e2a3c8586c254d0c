import { escapeHtml } from './escape-html.js';
import { EMAIL, type ExpiredLink, type LinkPage, type PageField } from './link-page.js';
import { fill } from './page-files.js';

const SCRIPT = '<script src="/assets/page.js" defer></script>';

/** A page of the table as HTML. It holds nothing of the request, so it is the same for everybody. */
export function renderLinkPage(page: LinkPage): string {
  const content = fill('link-page.html', {
    intro: escapeHtml(page.intro),
    fields: page.fields.map(field).join('\n'),
    button: escapeHtml(page.button),
    kind: page.isDrastic ? 'drastic' : 'plain',
    renewal: renewal(page.expired),
  });
  const attributes = `data-plan="${escapeHtml(JSON.stringify(planOf(page)))}"`;
  return fill('page.html', { title: escapeHtml(page.title), attributes, content, script: SCRIPT });
}

/** What `page.js` is told. */
function planOf({ apiPath, doneTitle, done, expired }: LinkPage) {
  return { apiPath, doneTitle, done, expired };
}

function field({ name, label, type, autocomplete, hint, isAskedForLater, way }: PageField): string {
  const [id, described] = [escapeHtml(name), hint ? `${name}-errors ${name}-hint` : `${name}-errors`];
  const [hidden, disabled] = isAskedForLater ? [' hidden', ' disabled'] : ['', ''];
  return `<div id="${id}-field" class="field"${hidden}>
  <label for="${id}">${escapeHtml(label)}</label>
  <input id="${id}" name="${id}" type="${type}" autocomplete="${autocomplete}" aria-describedby="${described}" required${disabled} />
  <p id="${id}-errors" class="errors"></p>
  ${hint ? `<p id="${id}-hint" class="hint">${escapeHtml(hint)}</p>` : ''}
  ${way ? `<p><a href="${escapeHtml(way.path)}">${escapeHtml(way.label)}</a></p>` : ''}
</div>`;
}

function renewal(expired: ExpiredLink | null): string {
  if (!expired?.renewal) return '';
  return `<form id="renew" hidden novalidate>${field(EMAIL)}<button type="submit">${escapeHtml(expired.renewal.button)}</button></form>`;
}
