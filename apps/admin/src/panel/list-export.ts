import type { Operator } from '@castellan/accounts';
import type { PanelLists } from '@castellan/panel';
import { NotFound } from '@castellan/common';
import { MAX_ROWS } from '@castellan/data';
import { csvOf } from './csv.js';
import { filtersIn } from './list-query.js';
import { formatted } from './panel-resource.js';
import type { FieldDefinition, Payload, ResourceDefinition } from './resource-definition.js';

/** A list as a file: what its page would show, by the same filters. @throws NotFound, PermissionDenied, ValidationFailed */
export async function exported(
  { id, key, hasExport, fields }: ResourceDefinition,
  lists: PanelLists,
  operator: Operator,
  query: Payload,
): Promise<{ readonly name: string; readonly csv: string }> {
  if (!hasExport) throw new NotFound();
  const rows = await lists.all(operator, id, filtersIn(query));
  const columns = [...new Set([key, ...fields.filter(isWritten).map(({ name }) => name)])];
  const isCut = rows.length === MAX_ROWS;
  return {
    name: `${id}${isCut ? `-newest-${MAX_ROWS}` : ''}.csv`,
    csv: csvOf(
      columns,
      rows.map((row) => formatted(fields, row)),
    ),
  };
}

/** What its page or its list shows in words. */
const isWritten = ({ in: places = ['show'], listComponent }: FieldDefinition): boolean =>
  listComponent === undefined && places.some((place) => place === 'show' || place === 'list');
