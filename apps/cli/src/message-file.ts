import { canonicalLanguage, messageTemplate } from '@castellan/branding';
import { WrongUsage } from './failure.js';

/** The words to begin a translation into the language from. Loaded when it is asked for. @throws WrongUsage for what is no language */
export function messageFile(tag: string): string {
  const language = canonicalLanguage(tag);
  if (language === null) throw new WrongUsage(`${JSON.stringify(tag)} is no language: fr, pt-BR and zh-Hant are.`);
  return messageTemplate(language);
}
