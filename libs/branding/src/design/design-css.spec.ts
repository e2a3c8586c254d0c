import { gzipSync } from 'node:zlib';
import { OUR_BRAND } from '../brand.js';
import { paletteOf } from '../palette/palette.js';
import { designCss } from './design-css.js';

describe(designCss.name, () => {
  it('has the colours of the product, light and dark', () => {
    const css = designCss({ color: '#c2185b' });
    expect(css).toContain('--accent:#c2185b;');
    expect(css).toContain(`--accent:${paletteOf('#c2185b').dark.accent};`);
    expect(css).toMatch(/--on-accent:#[\da-f]{6};/);
  });

  it('uses no token that nobody sets', () => {
    const css = designCss(OUR_BRAND);
    const set = new Set([...css.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    expect([...css.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name).filter((name) => !set.has(name))).toEqual([]);
  });

  it('takes little of what a first page may weigh, and asks for nothing', () => {
    const css = designCss(OUR_BRAND);
    expect(gzipSync(css).length).toBeLessThan(4096);
    expect(css).not.toMatch(/url\(|@import|\/\*/);
  });
});
