import { HandlebarsTemplates } from '@castellan/notifications';
import type { MessageToRender, RenderedMessage } from '@castellan/notifications';

/** One kind of mail in words of our own; the others stay as they are. */
export class OurWords extends HandlebarsTemplates {
  override render(message: MessageToRender): RenderedMessage | Promise<RenderedMessage> {
    if (message.kind !== 'otp') return super.render(message);
    const { appName, code } = message.values;
    const text = `${code} is your code for ${appName}.`;
    return { subject: `Your code for ${appName}`, text, html: `<p>${text}</p>` };
  }
}
