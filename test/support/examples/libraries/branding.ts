import { Messages } from '@castellan/branding';

/** What a visitor reads: the words of the service, in the language the browser asks for. */
export class Doorplate {
  constructor(private readonly messages: Messages) {}

  read(acceptLanguage: string | undefined, name: string): string {
    const language = this.messages.negotiate(acceptLanguage);
    return `${language}: ${this.messages.text(language, 'panel.signIn.title', { name })}`;
  }
}
