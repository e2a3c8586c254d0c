import type { Operator } from '@castellan/accounts';
import { escapeHtml } from '@castellan/rest';
import type { ResourceDefinition } from './resource-definition.js';

/** Of the first page: where the operator may go. HTML that the page shows as it is. */
export function homeOf(definitions: Iterable<ResourceDefinition>, operator: Operator, base: string): string {
  const groups = new Map<string, ResourceDefinition[]>();
  for (const definition of definitions) {
    if (definition.mayView(operator)) groups.set(definition.group, [...(groups.get(definition.group) ?? []), definition]);
  }
  if (groups.size === 0) return '<p>You have no permission yet. Ask a superuser for one.</p>';
  return [...groups].map(([name, members]) => section(name, members, base)).join('');
}

function section(name: string, members: readonly ResourceDefinition[], base: string): string {
  const links = members.map(({ id, label }) => `<li><a href="${base}/resources/${id}">${escapeHtml(label)}</a></li>`);
  return `<h2>${escapeHtml(name)}</h2><ul>${links.join('')}</ul>`;
}
