import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

type Template = 'page.html' | 'link-page.html' | 'front-page.html' | 'not-found.html';

/** Fills the `{{name}}` places of a template. The values are HTML: texts are escaped by who gives them. What is not given is left out. */
export function fill(template: Template, values: Readonly<Record<string, string>>): string {
  return read(template).replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => values[name] ?? '');
}

/** Static files that the pages load from `/assets/`; nothing else below that path exists. */
export const pageAsset = (name: 'page.css' | 'page.js'): string => read(name);
