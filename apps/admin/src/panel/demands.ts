import type { Operator } from '@castellan/accounts';
import { PermissionDenied } from '@castellan/access';
import { NotFound } from '@castellan/common';
import type { ResourceDefinition } from './resource-definition.js';

/** The kinds of actions, as AdminJS names them. */
export type Act = 'resourceAction' | 'recordAction' | 'bulkAction';

/** @throws NotFound, PermissionDenied */
export function definitionFor(
  definitions: ReadonlyMap<string, ResourceDefinition>,
  id: string | undefined,
  operator: Operator,
): ResourceDefinition {
  const definition = definitions.get(id ?? '');
  if (!definition) throw new NotFound();
  if (!definition.mayView(operator)) throw new PermissionDenied();
  return definition;
}

/** The services ask again; here it is one place for all of them, before AdminJS does anything. @throws NotFound, PermissionDenied */
export function demandAction(
  { create, update, hasExport = false, actions = [], bulkActions = [] }: ResourceDefinition,
  act: Act,
  name: string | undefined,
  operator: Operator,
): void {
  const own = [...actions, ...bulkActions].find((action) => action.name === name && act === `${action.kind}Action`);
  const allows = own?.allows ?? BUILT_IN({ create, update, hasExport })[`${act} ${name}`];
  if (!allows) throw new NotFound();
  if (!allows(operator)) throw new PermissionDenied();
}

const BUILT_IN = ({
  create,
  update,
  hasExport,
}: Pick<ResourceDefinition, 'create' | 'update' | 'hasExport'>): Readonly<
  Record<string, ((operator: Operator) => boolean) | undefined>
> => ({
  'resourceAction list': () => true,
  'recordAction show': () => true,
  ...(hasExport && { 'resourceAction export': () => true }),
  'resourceAction new': create?.allows,
  'recordAction edit': update?.allows,
});
