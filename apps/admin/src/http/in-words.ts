import type { Messages } from '@castellan/branding';
import type { DomainError } from '@castellan/common';

/** Why the panel itself says no; what is said of it stands in the messages, by the same name. */
export type Refusal = 'unreadable' | 'nothingHere' | 'wentWrong' | 'otherMethod' | 'otherSite' | 'sendForm';

/** A refusal in a language of people; of a failure that has no words there, its English ones. */
export function inWords(said: Refusal | DomainError, messages: Messages, language: string): string {
  if (typeof said === 'string') return messages.text(language, `panel.refusal.${said}`);
  const fields = messages.section(language, 'fields');
  const problem = /^en\b/.test(language) ? undefined : messages.section(language, 'problems')[said.code];
  return messageOf(said, textOf(problem), (text) => textOf(fields[text]) ?? text);
}

/** What a domain error says to people: its text, or what is wrong with each field and with the whole (`form`, `user`). */
export function messageOf({ detail, extras }: DomainError, problem = detail, translated = (text: string): string => text): string {
  const fields = Object.entries(extras.errors ?? {}).map(([field, messages]) => {
    const text = messages.map(translated).join(' ');
    return field === 'form' || field === 'user' ? text : `${field.replaceAll('_', ' ')}: ${text}`;
  });
  return fields.length === 0 ? problem : fields.join(' · ');
}

const textOf = (found: unknown): string | undefined => (typeof found === 'string' ? found : undefined);
