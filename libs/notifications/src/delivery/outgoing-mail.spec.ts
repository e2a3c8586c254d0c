import { createTransport } from 'nodemailer';
import { SecretKeys } from '@castellan/common';
import { notificationsRules } from '../defaults.js';
import type { Mail } from '../mails.js';
import { HandlebarsTemplates } from '../rendering/handlebars-templates.js';
import { Rendering } from '../rendering/rendering.service.js';
import { MailSeal } from './mail-seal.js';
import { outgoingMail } from './outgoing-mail.js';
import { smtpMessage } from './smtp.transport.js';

const JOB = '0b6f4f0e-8a53-4c5e-9d0f-0d2d5a3f9c11';
const options = notificationsRules({
  smtpUrl: null,
  from: 'Castellan <no-reply@id.example.org>',
  appName: 'Castellan',
  codeHost: 'id.example.org',
  inbox: true,
  secretKeys: new SecretKeys(['a secret key of more than 32 bytes, for tests']),
  mailsPerHour: 5,
});
const templates = new HandlebarsTemplates();
const VERIFY: Mail = { to: 'ada@example.org', template: 'verify-email', data: { link: 'https://id.example.org/', minutes: 10 } };

/** With `buffer: true` the stream transport gives the message as a Buffer. */
function headerOf(message: unknown): string {
  if (!Buffer.isBuffer(message)) throw new TypeError('The message is not a buffer.');
  return message.toString().split('\n\n')[0]!;
}

/** The mail as it goes over the wire: its header and its envelope. */
async function sent(mail: Mail, from = options): Promise<{ header: string; recipients: readonly string[] }> {
  const seal = new MailSeal(from);
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  const queued = seal.open(seal.close(mail));
  const rendering = new Rendering(templates, templates, from);
  const rendered = await rendering.render({ channel: 'email', kind: queued.template, told: queued.told, language: 'en' });
  const { message, envelope } = await transport.sendMail(smtpMessage(outgoingMail(JOB, queued, rendered, from)));
  return { header: headerOf(message), recipients: envelope.to };
}

describe('the headers of a mail', () => {
  it('names the job in its Message-ID and calls itself automatic', async () => {
    const { header } = await sent(VERIFY);

    expect(header).toContain(`Message-ID: <${JOB}@id.example.org>`);
    expect(header).toContain('Auto-Submitted: auto-generated');
  });

  it.each(['Zoë <no-reply@bücher.example>', 'no-reply@xn--bcher-kva.example'])('keeps its Message-ID in ASCII: from %s', async (from) => {
    const { header } = await sent(VERIFY, { ...options, from });

    expect(header).toContain(`Message-ID: <${JOB}@xn--bcher-kva.example>`);
    expect(header).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('writes an international domain in ASCII, so that every server can carry it', async () => {
    const { header, recipients } = await sent({ ...VERIFY, to: 'ada@bücher.example' });

    expect(recipients).toEqual(['ada@xn--bcher-kva.example']);
    expect(header).toContain('To: ada@xn--bcher-kva.example');
  });

  it('takes no header from a line break in the name of the service', async () => {
    const { header } = await sent(VERIFY, { ...options, appName: 'Castellan\r\nBcc: eve@example.org' });

    expect(header).not.toMatch(/^Bcc:/m);
  });

  it.each(['ada@example.org, eve@example.org', 'ada@example.org\r\nBcc: eve@example.org'])(
    'reaches no second recipient through %j',
    async (to) => {
      const { header, recipients } = await sent({ ...VERIFY, to });

      expect(recipients).toHaveLength(1);
      expect(recipients).not.toContain('eve@example.org');
      expect(header).not.toMatch(/^Bcc:/m);
    },
  );
});
