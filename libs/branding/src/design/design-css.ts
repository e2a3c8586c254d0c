import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Brand } from '../brand.js';
import { paletteOf, type Colors } from '../palette/palette.js';

const COMPONENTS = readFileSync(join(import.meta.dirname, 'design.css'), 'utf8')
  .replace(/\/\*[^]*?\*\//g, '')
  .replace(/\s*\n\s*/g, '\n')
  .trim();

/** The style sheet of every page: the tokens of the product, light and dark, and the components that stand in `design.css`. */
export function designCss({ color }: Pick<Brand, 'color'>): string {
  const { light, dark } = paletteOf(color);
  const onDark = `@media (prefers-color-scheme:dark){:root{${tokens(dark)}--shade:0 0 0/.5}}`;
  return `:root{color-scheme:light dark;${tokens(light)}--shade:16 16 40/.08}\n${onDark}\n${COMPONENTS}\n`;
}

const tokens = (colors: Colors): string =>
  Object.entries(colors)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${String(value)};`)
    .join('');
