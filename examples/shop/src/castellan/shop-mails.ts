import { HandlebarsTemplates } from 'castellan';
import type { MessageToRender, RenderedMessage } from 'castellan';

/** One mail in the shop’s own words; Castellan writes the others. */
export class ShopMails extends HandlebarsTemplates {
  override render(message: MessageToRender): RenderedMessage | Promise<RenderedMessage> {
    if (message.kind !== 'verify-email') return super.render(message);
    const link = String(message.values['link']);
    const text = `Welcome to the shop. Please confirm your address:\n\n${link}\n`;
    return {
      subject: 'Welcome to the shop',
      text,
      html: `<p>Welcome to the shop. <a href="${escaped(link)}">Confirm your address</a></p>`,
    };
  }
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
