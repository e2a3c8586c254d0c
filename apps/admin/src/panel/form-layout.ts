import type { LayoutElement } from 'adminjs';
import { FORM_MESSAGE } from './panel-resource.js';
import type { FieldDefinition } from './resource-definition.js';

/** A form: what is wrong with all of it, what to know before, and its fields under their headings. */
export function formLayout(fields: readonly FieldDefinition[], place: 'new' | 'edit', text?: string): LayoutElement[] {
  const layout: LayoutElement[] = [FORM_MESSAGE];
  if (text !== undefined) layout.push(['@Text', { mb: 'xl', children: text }]);
  let heading: string | undefined;
  for (const { name, section, in: places = [] } of fields) {
    if (!places.includes(place)) continue;
    if (section !== undefined && section !== heading) layout.push(['@H5', { mt: 'lg', children: section }]);
    heading = section;
    layout.push(name);
  }
  return layout;
}
