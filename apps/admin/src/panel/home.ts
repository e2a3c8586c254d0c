import type { Operator } from '@castellan/accounts';
import { pageTemplates } from '@castellan/rest';
import type { ResourceDefinition } from './resource-definition.js';

const home = pageTemplates(import.meta.dirname)('home');

/** Of the first page: where the operator may go. HTML that the page shows as it is. */
export function homeOf(definitions: Iterable<ResourceDefinition>, operator: Operator, base: string): string {
  const groups = new Map<string, ResourceDefinition[]>();
  for (const definition of definitions) {
    if (definition.mayView(operator)) groups.set(definition.group, [...(groups.get(definition.group) ?? []), definition]);
  }
  return home({ base, groups: [...groups].map(([name, members]) => ({ name, members: members.map(({ id, label }) => ({ id, label })) })) });
}
