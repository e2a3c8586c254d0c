import type { Messages } from '@castellan/branding';
import { plainError } from '@castellan/data';
import { Logger } from '@nestjs/common';
import type { MailLook } from './mail-look.js';
import type { MessageToRender, RenderedMessage } from './message-templates.js';
import type { Speech } from './say.js';
import { builtInTemplates } from './template-set.js';
import type { TemplateFile } from './template-set.js';
import { plainly, TWINS, TwinTemplates } from './twins.js';
import type { Twin } from './twins.js';

/** Templates of the operator's, by language. */
export type TemplatesByLanguage = ReadonlyMap<string, readonly TemplateFile[]>;

type Twins = Readonly<Record<Twin, TwinTemplates>>;

/** Puts messages into the words of the message files and the form of the template files. */
export class MailWriter {
  private readonly logger = new Logger(MailWriter.name);
  private readonly ours: Twins;
  private readonly theirs: ReadonlyMap<string, Twins>;

  /** @param given the operator's templates of each language, in the place of ours */
  constructor(
    private readonly messages: Messages,
    private readonly look: MailLook,
    given: TemplatesByLanguage = new Map(),
  ) {
    const ours = builtInTemplates();
    this.ours = twinsOf(ours);
    this.theirs = new Map([...given].map(([language, files]) => [language, twinsOf([...ours, ...files])]));
  }

  write({ channel, kind, language, values }: MessageToRender): RenderedMessage {
    const speech: Speech = { messages: this.messages, language, section: channel === 'sms' ? 'sms' : `mails.${kind}`, values };
    if (channel === 'sms') return { subject: '', html: '', text: plainly(speech, kind) };
    // nothing that users wrote may be in it, or they write to strangers through it
    const subject = plainly({ ...speech, values: { appName: values['appName'] ?? '' } }, 'subject');
    return { subject, ...this.bodyOf(kind, speech) };
  }

  /** What a template of the operator's wants may be told sometimes only, which no check at the start sees: then ours goes out. */
  private bodyOf(kind: string, speech: Speech): Pick<RenderedMessage, Twin> {
    const theirs = this.theirs.get(speech.language);
    try {
      if (theirs) return this.inBoth(theirs, kind, speech);
    } catch (error) {
      const why = plainError(error instanceof Error ? error.message : '');
      this.logger.error(`The templates of MAIL_TEMPLATES gave no "${kind}", so the default one goes out: ${why}`);
    }
    return this.inBoth(this.ours, kind, speech);
  }

  private inBoth({ text, html }: Twins, kind: string, speech: Speech): Pick<RenderedMessage, Twin> {
    const context = { ...speech.values, ...this.look, language: speech.language };
    return { text: text.render(kind, speech, context), html: html.render(kind, speech, context) };
  }
}

function twinsOf(files: readonly TemplateFile[]): Twins {
  const sources = (wantedRole: TemplateFile['role'], wantedTwin: Twin) =>
    new Map(files.filter(({ role, twin }) => role === wantedRole && twin === wantedTwin).map(({ name, source }) => [name, source]));
  const of = (twin: Twin) => new TwinTemplates(twin, sources('mail', twin), sources('partial', twin));
  return Object.fromEntries(TWINS.map((twin) => [twin, of(twin)])) as Twins;
}
