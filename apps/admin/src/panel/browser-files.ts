import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..', 'browser');

/** A file of ours for the browser, served as it was written: nothing is bundled. */
export interface BrowserFile {
  readonly name: string;
  readonly type: `text/${'css' | 'javascript'}; charset=utf-8`;
  readonly content: string;
}

/** AdminJS's components of ours, one a file, without JSX. */
const COMPONENTS = readdirSync(join(FOLDER, 'components'))
  .filter((name) => name.endsWith('.js'))
  .sort();

/** In the order the page loads them, after AdminJS's own. */
export const COMPONENT_SCRIPTS: readonly string[] = COMPONENTS;

export function browserFiles(): readonly BrowserFile[] {
  const own = ['panel-state.js', 'panel-start.js', 'application.css'].map((name) => fileOf(name, name));
  return [...own, ...COMPONENTS.map((name) => fileOf(name, join('components', name)))];
}

function fileOf(name: string, path: string): BrowserFile {
  return {
    name,
    type: `text/${name.endsWith('.css') ? 'css' : 'javascript'}; charset=utf-8`,
    content: readFileSync(join(FOLDER, path), 'utf8'),
  };
}
