import type { Messages } from '@castellan/branding';
import type { MailView } from './told.js';

/** Whose words are looked up, for whom, and what stands in them. */
export interface Speech {
  readonly messages: Messages;
  readonly language: string;
  /** The section that its keys stand in: `mails.otp`. Those that begin with `common.` stand in `mails`. */
  readonly section: string;
  readonly values: MailView;
}

/** How a text and the values in it look in one of the twins. */
export interface Manner {
  readonly text: (text: string) => string;
  readonly value: (name: string, value: string | number) => string;
}

const MARK = /\uE000(\w+)\uE001/g;
const UNFILLED = /\{\{-?\s*([^{},\s]+)/;

/**
 * A text of the messages with its values. Those are put in last: whatever stands in one, it is neither looked at as a template, nor
 * escaped together with the text.
 * @throws Error where there is no such text, or a value of it is not told
 */
export function say({ messages, language, section, values }: Speech, key: string, { text, value }: Manner, count?: number): string {
  const marks = Object.fromEntries(Object.keys(values).map((name) => [name, `\uE000${name}\uE001`]));
  const words = messages.text(language, keyOf(section, key), { ...marks, ...(count !== undefined && { count }) });
  const [, missing] = UNFILLED.exec(words) ?? [];
  if (missing !== undefined) throw new Error(`"${missing}" not defined for ${section}.${key}`);
  return text(words).replace(MARK, (_, name: string) => value(name, values[name]!));
}

const keyOf = (section: string, key: string): string => (key.startsWith('common.') ? `mails.${key}` : `${section}.${key}`);
