import {
  BUILT_IN_LANGUAGES,
  canonicalLanguage,
  contrast,
  FileFaults,
  isReadableColor,
  Messages,
  OUR_BRAND,
  readableColor,
  readHex,
  readLogo,
  spellFileFault,
} from '@castellan/branding';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Configuration } from './configuration.js';
import { parseIssuer } from './issuer.js';
import { taking, Unreadable } from './parse.js';
import { settings } from './settings.js';
import { confidential, parsePageUrl } from './urls.js';
import { parseAddress, splitList } from './values.js';
import type { Variables } from './variables.js';

const LANGUAGES = BUILT_IN_LANGUAGES.join(',');
const WHITE = '#ffffff';

export const BRAND_SETTINGS = settings({
  APP_NAME: {
    byDefault: OUR_BRAND.name,
    as: parseIssuer,
    example: 'Example',
    meaning: "[the product's own name](../guides/own-name.md): on pages, in mails, for authenticator apps, and in no password",
  },
  APP_LOGO: {
    as: taking('a file, SVG or PNG, 100 kB at most', (text) => inWords(() => readLogo(resolve(text)))),
    example: '/etc/castellan/logo.svg',
    meaning: 'what stands beside the name; without it, its first letter',
  },
  APP_COLOR: {
    byDefault: OUR_BRAND.color,
    as: taking('`#rgb` or `#rrggbb`, with 4.5 : 1 against white', parseColor),
    meaning: 'of buttons and links; [its like for dark screens](../guides/own-name.md#the-colour) is made of it',
  },
  SUPPORT_EMAIL: {
    as: parseAddress,
    example: 'help@example.com',
    meaning: 'where people who need help write to; at the end of pages and mails',
  },
  TERMS_URL: {
    as: confidential(parsePageUrl),
    example: 'https://example.com/terms',
    meaning: 'your terms of use; linked at the end of pages',
  },
  PRIVACY_URL: {
    as: confidential(parsePageUrl),
    example: 'https://example.com/privacy',
    meaning: 'how you treat what people tell you; linked at the end of pages',
  },
  LANGUAGES: {
    byDefault: LANGUAGES,
    as: taking('languages (BCP 47), divided by commas', parseLanguages),
    meaning: 'what pages and mails are written in; the first is for whom none of them was asked',
  },
  MESSAGES: {
    as: taking('a folder', parseFolder),
    example: '/etc/castellan/messages',
    meaning: 'of `<language>.json`, which [add languages or replace words](../guides/own-name.md#words)',
  },
  MAIL_TEMPLATES: {
    as: taking('a folder', parseFolder),
    example: '/etc/castellan/mails',
    meaning: 'of templates, which [replace those of the same name](../guides/own-name.md#mails)',
  },
});

/** Reads what the product is called, looks and speaks like (docs/reference/contract.md#the-products-own-name). */
export function readBrand(variables: Variables): Pick<Configuration, 'appName' | 'brand' | 'messages' | 'mailTemplates'> {
  const name = variables.take(BRAND_SETTINGS.APP_NAME);
  return {
    appName: name,
    brand: {
      name,
      logo: variables.read(BRAND_SETTINGS.APP_LOGO, null),
      color: variables.take(BRAND_SETTINGS.APP_COLOR),
      supportEmail: variables.read(BRAND_SETTINGS.SUPPORT_EMAIL, null),
      termsUrl: variables.read(BRAND_SETTINGS.TERMS_URL, null),
      privacyUrl: variables.read(BRAND_SETTINGS.PRIVACY_URL, null),
    },
    messages: readMessages(variables),
    mailTemplates: variables.read(BRAND_SETTINGS.MAIL_TEMPLATES, null),
  };
}

/** Of a directory that is wrong itself, nothing more is said. */
function readMessages(variables: Variables): Messages {
  const languages = variables.take(BRAND_SETTINGS.LANGUAGES);
  const directory = variables.read(BRAND_SETTINGS.MESSAGES, null);
  if (!variables.isSound('MESSAGES') || !variables.isSound('LANGUAGES')) return new Messages();
  try {
    return new Messages({ languages, directory });
  } catch (error) {
    if (!(error instanceof FileFaults)) throw error;
    for (const fault of error.faults) variables.refuse('MESSAGES', spellFileFault(fault));
    return new Messages();
  }
}

function inWords<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileFaults) throw new Unreadable(error.message);
    throw error;
  }
}

function parseColor(text: string): string {
  const color = readHex(text);
  if (color === null) throw new Unreadable('is no colour: # and 3 or 6 hexadecimal digits');
  if (isReadableColor(color)) return color;
  const found = Math.floor(contrast(color, WHITE) * 10) / 10;
  throw new Unreadable(
    `has a contrast of ${found} : 1 against white, and text in it needs 4.5 : 1; a near one has it`,
    readableColor(color),
  );
}

function parseLanguages(text: string): readonly string[] {
  const languages = splitList(text).map((tag) => {
    const language = canonicalLanguage(tag);
    if (language === null) throw new Unreadable(`names ${tag}, which is no language: en, de, pt-BR`);
    return language;
  });
  const twice = languages.find((language, index) => languages.indexOf(language) !== index);
  if (twice !== undefined) throw new Unreadable(`names ${twice} twice`, [...new Set(languages)].join(','));
  if (languages.length === 0) throw new Unreadable('names no language');
  return languages;
}

function parseFolder(text: string): string {
  const folder = resolve(text);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Unreadable(`is no folder: ${folder}`);
  return folder;
}
