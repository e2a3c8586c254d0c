/** The page that asks whoever came by a browser: it leads on to `allow` or `deny`. */
export function consentPage(name: string, allow: string, deny: string): string {
  const link = (label: string, address: string): string => `<p><a role="button" href="${escaped(address)}">${label}</a></p>`;
  return page(`Sign in to ${escaped(name)}`, `<h1>${escaped(name)}</h1>${link('Allow', allow)}${link('Deny', deny)}`);
}

/** Posts the answer as soon as it is shown (OAuth 2.0 Form Post Response Mode). */
export function formPostPage(address: string, answer: Readonly<Record<string, string>>): string {
  const fields = Object.entries(answer).map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`);
  const form = `<form method="post" action="${escaped(address)}">${fields.join('')}</form>`;
  return page('Going back', `${form}<script>document.forms[0].submit()</script>`);
}

const page = (title: string, body: string): string => `<!doctype html><html lang="en"><title>${title}</title><body>${body}</body></html>`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
