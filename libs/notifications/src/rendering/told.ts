import type { Messages } from '@castellan/branding';

/** Words that a mail has in its messages: by their key below the kind (`removed.phone`), and what stands in them. */
export interface Phrase {
  readonly phrase: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** What a mail may be told. */
export type MailValue = string | number | Date | Phrase | readonly Phrase[];

/** The same as it waits in the queue, in no language yet. */
export type Told = Readonly<Record<string, string | number | { readonly moment: number } | readonly Phrase[]>>;

/** What templates read: everything in words, on one line each. */
export type MailView = Readonly<Record<string, string | number>>;

/** What is told of a moment, and of phrases, is written when the reader's language is known. */
export function told(data: object): Told {
  const values: readonly (readonly [string, MailValue])[] = Object.entries(data);
  return Object.fromEntries(values.map(([name, value]) => [name, storable(value)]));
}

function storable(value: MailValue): Told[string] {
  if (typeof value === 'string') return singleLine(value);
  if (typeof value === 'number') return value;
  if (value instanceof Date) return { moment: value.getTime() };
  return 'phrase' in value ? [value] : value;
}

/** In the language of the reader. @param kind whose phrases they are */
export function inWords(values: Told, kind: string, language: string, messages: Messages): MailView {
  const phrases = (some: readonly Phrase[]): string => {
    const texts = some.map(({ phrase, values: within }) => messages.text(language, `mails.${kind}.${phrase}`, within));
    return singleLine(new Intl.ListFormat(language, { type: 'conjunction' }).format(texts));
  };
  const words = (name: string, value: Told[string]): string | number => {
    if (name === 'deviceName' && typeof value === 'string') return deviceIn(value, language, messages);
    if (typeof value !== 'object') return value;
    return 'moment' in value ? moment(new Date(value.moment), language) : phrases(value);
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, words(name, value)]));
}

/** Devices are stored in English, as libs/accounts names them; what is in another form stays as it came. */
function deviceIn(name: string, language: string, messages: Messages): string {
  if (name === 'Unknown device') return messages.text(language, 'mails.common.unknownDevice');
  const [, browser, system] = /^(.+) on (.+)$/.exec(name) ?? [];
  return browser && system ? messages.text(language, 'mails.common.device', { browser, system }) : name;
}

/** "21 November 2026 at 03:28 UTC", "21. November 2026 um 03:28 UTC": the reader's time zone is not known here. */
function moment(date: Date, language: string): string {
  const locale = language === 'en' ? 'en-GB' : language;
  return `${new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(date)} UTC`;
}

/**
 * Control and direction characters would let a device name forge lines of the text twin, or show its words in another order
 * (Unicode TR36 §2.5).
 */
function singleLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
