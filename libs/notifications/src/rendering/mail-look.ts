import { paletteOf } from '@castellan/branding';
import type { Colors } from '@castellan/branding';

/** The colours of the pages, as values: mails have no style sheet that all programs read. */
export interface MailLook {
  readonly look: Readonly<Record<keyof Colors, string>>;
  readonly dark: Readonly<Record<keyof Colors, string>>;
}

/** @param color of the product, `#rrggbb` */
export function mailLook(color: string): MailLook {
  const { light, dark } = paletteOf(color);
  return { look: inCapitals(light), dark: inCapitals(dark) };
}

/** As the contract writes the colour of a mailed code. */
function inCapitals(colors: Colors): MailLook['look'] {
  const named = Object.entries(colors as MailLook['look']);
  return Object.fromEntries(named.map(([name, color]) => [name, color.toUpperCase()])) as MailLook['look'];
}
