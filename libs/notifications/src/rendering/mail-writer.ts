import type { Messages } from '@castellan/branding';
import type { MailLook } from './mail-look.js';
import type { MessageToRender, RenderedMessage } from './message-templates.js';
import type { Speech } from './say.js';
import { builtInTemplates } from './template-set.js';
import type { TemplateFile } from './template-set.js';
import { plainly, TWINS, TwinTemplates } from './twins.js';
import type { Twin } from './twins.js';

/** Templates of the operator's, by language. */
export type TemplatesByLanguage = ReadonlyMap<string, readonly TemplateFile[]>;

/** Puts messages into the words of the message files and the form of the template files. */
export class MailWriter {
  private readonly byLanguage: ReadonlyMap<string, Readonly<Record<Twin, TwinTemplates>>>;

  /** @param given the operator's templates of each language, in the place of ours */
  constructor(
    private readonly messages: Messages,
    private readonly look: MailLook,
    given: TemplatesByLanguage = new Map(),
  ) {
    const ours = builtInTemplates();
    this.byLanguage = new Map(messages.languages.map((language) => [language, twinsOf([...ours, ...(given.get(language) ?? [])])]));
  }

  write({ channel, kind, language, values }: MessageToRender): RenderedMessage {
    const speech: Speech = { messages: this.messages, language, section: channel === 'sms' ? 'sms' : `mails.${kind}`, values };
    if (channel === 'sms') return { subject: '', html: '', text: plainly(speech, kind) };
    const twins = this.byLanguage.get(language) ?? [...this.byLanguage.values()][0]!;
    const context = { ...values, ...this.look, language };
    return {
      // nothing that users wrote may be in it, or they write to strangers through it
      subject: plainly({ ...speech, values: { appName: values['appName'] ?? '' } }, 'subject'),
      text: twins.text.render(kind, speech, context),
      html: twins.html.render(kind, speech, context),
    };
  }
}

function twinsOf(files: readonly TemplateFile[]): Readonly<Record<Twin, TwinTemplates>> {
  const sources = (wantedRole: TemplateFile['role'], wantedTwin: Twin) =>
    new Map(files.filter(({ role, twin }) => role === wantedRole && twin === wantedTwin).map(({ name, source }) => [name, source]));
  const of = (twin: Twin) => new TwinTemplates(twin, sources('mail', twin), sources('partial', twin));
  return Object.fromEntries(TWINS.map((twin) => [twin, of(twin)])) as Readonly<Record<Twin, TwinTemplates>>;
}
