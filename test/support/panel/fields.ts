import { PANEL_LISTS } from '@castellan/panel';
import type { FieldDefinition, ResourceDefinition } from '../../../apps/admin/src/panel/resource-definition.js';
import { RIGHTS } from './rights.js';

type Place = NonNullable<FieldDefinition['in']>[number];
type Row = readonly [list: string, right: string, act: string, fields: readonly string[]];

/** Which fields each permission of the panel shows and writes, from its definitions, as the table of a page. */
export function fieldTable(definitions: Iterable<ResourceDefinition>): string {
  const rows = [...definitions].flatMap(rowsOf);
  const texts = rows.map(([list, right, act, fields]) => [
    `\`${list}\``,
    right === 'superuser' ? 'superusers' : `\`${right}\``,
    act,
    fields.map((field) => `\`${field}\``).join(', ') || '–',
  ]);
  const all = [['list', 'permission', 'what', 'fields'], ...texts];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((cells) => cells[column]!.length)));
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${cells.map((cell, n) => cell.padEnd(widths[n]!, fill)).join(' | ')} |\n`;
  return [line(all[0]!), line(['-', '-', '-', '-'], '-'), ...texts.map((cells) => line(cells))].join('');
}

function rowsOf({ id, fields, create, update, actions = [], bulkActions = [] }: ResourceDefinition): readonly Row[] {
  const at = (...places: readonly Place[]) =>
    fields.filter((field) => (field.in ?? ['list', 'show']).some((place) => places.includes(place))).map(({ name }) => name.trim());
  const right = (act: string): string => RIGHTS[`${id} ${act}`]!.needs;
  return [
    [id, PANEL_LISTS[id].view, 'see', at('list', 'show')],
    ...(create ? [[id, right('new'), 'make', at('new')] as const] : []),
    ...(update ? [[id, right('edit'), 'change', at('edit')] as const] : []),
    ...[...actions, ...bulkActions].map(
      ({ name, fields: asked = [], choices }) =>
        [id, right(name), name, [...asked.map((field) => field.name), ...(choices ? ['chosen'] : [])]] as const,
    ),
  ];
}
