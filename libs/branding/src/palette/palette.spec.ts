import { contrast, hexOf, oklchOf, readHex } from './color.js';
import { isReadableColor, paletteOf, readableColor, type Colors } from './palette.js';

const PRODUCTS = ['#4f46e5', '#000000', '#767676', '#0b5fff', '#c2185b', '#0a7d32', '#b3261e', '#7a5c00', '#00696d', '#5b2a86', '#0000ff'];

describe(paletteOf.name, () => {
  it.each(PRODUCTS)('is readable everywhere with %s, on light and on dark', (color) => {
    const { light, dark } = paletteOf(color);
    for (const colors of [light, dark]) expect(unreadable(colors)).toEqual([]);
  });

  it.each(PRODUCTS.filter((color) => color !== '#767676'))('keeps %s as it is on light screens', (color) => {
    expect(paletteOf(color).light.accent).toBe(color);
  });

  it('keeps the hue on dark screens', () => {
    expect(oklchOf(paletteOf('#0a7d32').dark.accent).h).toBeCloseTo(oklchOf('#0a7d32').h, 1);
  });
});

describe(isReadableColor.name, () => {
  it.each(['#ffff00', '#ffffff', '#ff6600', '#00aaff', '#808080'])('refuses %s, and knows a near one that will do', (color) => {
    expect(isReadableColor(color)).toBe(false);
    const near = readableColor(color);
    expect(isReadableColor(near)).toBe(true);
    expect(contrast(near, '#ffffff')).toBeLessThan(5);
  });
});

describe('colours', () => {
  it.each([
    ['#ABC', '#aabbcc'],
    ['#4F46e5', '#4f46e5'],
    ['4f46e5', '#4f46e5'],
    ['#4f46e', null],
    ['#4f46e5ff', null],
    ['red', null],
    ['#ggg', null],
    ['#fff;}', null],
  ])('reads %s as %s', (text, color) => {
    expect(readHex(text)).toBe(color);
  });

  it('come back from OKLCH as they went', () => {
    for (const color of [...PRODUCTS, '#ffff00', '#ffffff']) expect(hexOf(oklchOf(color))).toBe(color);
  });

  it('contrast as WCAG counts it', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});

/** The pairs that stand on each other and have less than they need: 4.5 for text, 3 for edges (WCAG 2.2, 1.4.3 and 1.4.11). */
function unreadable(colors: Colors): readonly string[] {
  const { ground, card, ink, soft, edge, accent, onAccent, good, bad, warn, drastic, onDrastic } = colors;
  const texts = [ink, soft, accent, good, bad, warn].flatMap((text) => [ground, card].map((behind) => [text, behind, 4.5] as const));
  const pairs = [...texts, [onAccent, accent, 4.5], [onDrastic, drastic, 4.5], [edge, card, 3]] as const;
  return pairs
    .filter(([one, other, least]) => contrast(one, other) < least)
    .map(([one, other]) => `${one} on ${other}: ${contrast(one, other)}`);
}
