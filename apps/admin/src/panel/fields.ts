import { may } from '@castellan/accounts';
import type { Permission } from '@castellan/permissions';
import type { FieldDefinition, ResourceDefinition } from './resource-definition.js';

export const time = (name: string, label?: string): FieldDefinition => ({
  name,
  type: 'datetime',
  in: ['list', 'show', 'filter'],
  isSortable: true,
  ...(label && { label }),
});
export const text = (name: string, ...places: NonNullable<FieldDefinition['in']>): FieldDefinition => ({
  name,
  type: 'string',
  in: ['show', ...places],
});
export const view = (permission: Permission): Pick<ResourceDefinition, 'mayView'> => ({ mayView: (operator) => may(operator, permission) });
