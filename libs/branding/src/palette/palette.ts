import { contrast, hexOf, oklchOf, type Oklch } from './color.js';

/** What is drawn with which colour, each `#rrggbb`; in CSS, `--` and the name with hyphens. */
export interface Colors {
  /** Behind everything. */
  readonly ground: string;
  readonly card: string;
  /** Text, and text that matters less. */
  readonly ink: string;
  readonly soft: string;
  /** Lines that part, and the edges of what is filled in. */
  readonly line: string;
  readonly edge: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly good: string;
  readonly bad: string;
  readonly warn: string;
  /** Buttons that end something. */
  readonly drastic: string;
  readonly onDrastic: string;
}

/** The colours on light and on dark screens. */
export interface Palette {
  readonly light: Colors;
  readonly dark: Colors;
}

/** What WCAG 2.2 asks for text (1.4.3, level AA). */
export const READABLE = 4.5;

const WHITE = '#ffffff';

/**
 * Whether a colour can be the one of the product: text in it is read on white, and white text on it. A lighter one would have to be
 * changed until nobody knew it again (docs/decisions/0153-a-color-that-is-read.md). @internal
 */
export const isReadableColor = (color: string): boolean => contrast(color, WHITE) >= READABLE;

/** The nearest colour of the same hue that is readable on white. @internal */
export const readableColor = (color: string): string => shifted(color, -1, (candidate) => isReadableColor(candidate));

/** The palette around the color of the product: on light screens it is that color, on dark ones a lighter one of the same hue. */
export function paletteOf(color: string): Palette {
  const hue = oklchOf(color);
  return { light: lightColors(color, hue), dark: darkColors(color, hue) };
}

function lightColors(color: string, hue: Oklch): Colors {
  const ground = tinted(hue, 0.977, 0.004);
  return {
    ground,
    card: WHITE,
    ink: tinted(hue, 0.235, 0.02),
    soft: tinted(hue, 0.49, 0.018),
    line: tinted(hue, 0.915, 0.007),
    edge: tinted(hue, 0.64, 0.014),
    accent: shifted(color, -1, (candidate) => contrast(candidate, ground) >= READABLE),
    onAccent: WHITE,
    good: '#12693c',
    bad: '#b3261e',
    warn: '#825100',
    drastic: '#b3261e',
    onDrastic: WHITE,
  };
}

/** A little more than what is readable: on dark, thin letters need it. A grey accent is nearly white there: else it would look switched off. */
const readableOnDark = ({ c }: Oklch): number => (c < 0.03 ? 13 : 5.5);

function darkColors(color: string, hue: Oklch): Colors {
  const ground = tinted(hue, 0.175, 0.008);
  const card = tinted(hue, 0.215, 0.01);
  return {
    ground,
    card,
    ink: tinted(hue, 0.955, 0.005),
    soft: tinted(hue, 0.755, 0.012),
    line: tinted(hue, 0.315, 0.012),
    edge: tinted(hue, 0.55, 0.014),
    accent: shifted(color, 1, (candidate) => contrast(candidate, card) >= readableOnDark(hue)),
    onAccent: tinted(hue, 0.16, 0.02),
    good: '#6fd8a0',
    bad: '#ffa69c',
    warn: '#f2c063',
    drastic: '#ff8a80',
    onDrastic: tinted(hue, 0.16, 0.02),
  };
}

/** A grey with a breath of the accent, of which a grey accent has none. */
const tinted = ({ c, h }: Oklch, l: number, most: number): string => hexOf({ l, c: Math.min(c, most), h });

/** The color itself where it will do, else the nearest darker (-1) or lighter (1) one of its hue that does. */
function shifted(color: string, direction: -1 | 1, willDo: (candidate: string) => boolean): string {
  if (willDo(color)) return color;
  const { l, c, h } = oklchOf(color);
  for (let step = 1; step <= 200; step += 1) {
    const candidate = hexOf({ l: Math.min(1, Math.max(0, l + direction * step * 0.005)), c, h });
    if (willDo(candidate)) return candidate;
  }
  return direction === 1 ? WHITE : '#000000';
}
