import { Messages, OUR_BRAND } from '@castellan/branding';
import { Injectable } from '@nestjs/common';
import { mailLook } from './mail-look.js';
import { MailWriter } from './mail-writer.js';
import { MessageTemplates } from './message-templates.js';
import type { MessageToRender, RenderedMessage } from './message-templates.js';

/** The default: the words of the message files in the form of the Handlebars files, both with what the operator put in their place. */
@Injectable()
export class HandlebarsTemplates extends MessageTemplates {
  private writer?: MailWriter;

  /** The module hands over what it was told of languages, colour and templates, also to one that the host made. @internal */
  writeWith(writer: MailWriter): void {
    this.writer = writer;
  }

  render(message: MessageToRender): RenderedMessage | Promise<RenderedMessage> {
    this.writer ??= new MailWriter(new Messages(), mailLook(OUR_BRAND.color));
    return this.writer.write(message);
  }
}
