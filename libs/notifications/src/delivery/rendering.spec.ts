import { MailerModule, MailerService } from '@nestjs-modules/mailer';
import { Test } from '@nestjs/testing';
import { createTransport } from 'nodemailer';
import type { Transport } from 'nodemailer';
import { SecretKeys } from '@castellan/common';
import type { Mail } from '../mails.js';
import { MailSeal } from './mail-seal.js';
import { mailerOptions } from './mailer-options.js';
import { outgoingMail } from './outgoing-mail.js';

const JOB = '0b6f4f0e-8a53-4c5e-9d0f-0d2d5a3f9c11';
const LINK = 'https://id.example.org/verify-account?uid=MQ&token=a_b-c';
const options = {
  smtpUrl: null,
  from: 'Castellan <no-reply@id.example.org>',
  appName: 'Castellan',
  inbox: true,
  secretKeys: new SecretKeys(['a secret key of more than 32 bytes, for tests']),
  mailsPerHour: 5,
};
const VERIFY: Mail = { to: 'ada@example.org', template: 'verify-email', data: { link: LINK, minutes: 10 } };
const TAKEN: Mail = {
  to: 'ada@example.org',
  template: 'address-taken',
  data: { signInLink: 'https://id.example.org/login', resetLink: LINK },
};
const reuse = (deviceName: string): Mail => ({
  to: 'ada@example.org',
  template: 'refresh-reuse',
  data: { deviceName, at: new Date('2026-11-21T03:28:09Z') },
});

/** Takes the way of a real delivery, up to the transport: sealed, opened, rendered by the mailer. */
async function rendered(mail: Mail, from = options): Promise<Rendered> {
  const seal = new MailSeal(from);
  const sent: Rendered[] = [];
  const transport: Transport = {
    name: 'test',
    version: '1',
    send: ({ data }, done) => {
      sent.push(data as unknown as Rendered); // what outgoingMail made, with the html of the plugin
      done(null, undefined);
    },
  };
  const module = await Test.createTestingModule({ imports: [MailerModule.forRoot(mailerOptions(transport))] }).compile();
  await module.get(MailerService).sendMail({ ...outgoingMail(JOB, seal.open(seal.close(mail)), from) });
  return sent[0]!;
}

interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** With `buffer: true` the stream transport gives the message as a Buffer. */
function headerOf(message: unknown): string {
  if (!Buffer.isBuffer(message)) throw new TypeError('The message is not a buffer.');
  return message.toString().split('\n\n')[0]!;
}

/** The mail as it goes over the wire: its header and its envelope. */
async function sent(mail: Mail, from = options): Promise<{ header: string; recipients: readonly string[] }> {
  const seal = new MailSeal(from);
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  const { message, envelope } = await transport.sendMail({ ...outgoingMail(JOB, seal.open(seal.close(mail)), from) });
  return { header: headerOf(message), recipients: envelope.to };
}

describe('a rendered mail', () => {
  it.each([VERIFY, TAKEN, reuse('Firefox on Linux')])('has a subject, a heading in both twins and no gaps: $template', async (mail) => {
    const { subject, text, html } = await rendered(mail);

    const heading = text.split('\n')[0]!;
    expect(subject).toMatch(/Castellan$/);
    expect(html).toContain(`>${heading}</h1>`);
    expect(subject + text + html).not.toMatch(/undefined|\[object|NaN|\{\{/);
  });

  it.each([VERIFY, TAKEN, reuse('Firefox on Linux')])('says what to do if it was not asked for: $template', async (mail) => {
    const { text, html } = await rendered(mail);

    for (const twin of [text, html]) expect(twin).toMatch(/You did not sign up\?|It was not you\?|You do not know the device/);
  });

  it('shows its link as a button and in plain letters', async () => {
    const { html, text } = await rendered(VERIFY);

    const inHtml = LINK.replaceAll('=', '&#x3D;').replaceAll('&t', '&amp;t');
    expect(html.split(inHtml)).toHaveLength(4);
    expect(text).toContain(`\n${LINK}\n`);
  });

  it('loads nothing from elsewhere', async () => {
    const { html } = await rendered(VERIFY);

    expect(html).not.toMatch(/<img|<link|@import|url\(|src=/);
  });

  it('escapes markup in a device name in HTML', async () => {
    const { html } = await rendered(reuse('<script>alert(1)</script>'));

    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('runs no template that came in as data', async () => {
    const { html, text } = await rendered(reuse('{{appName}} {{{at}}} {{> button}}'));

    expect(text).toContain('{{appName}} {{{at}}} {{> button}}');
    expect(html).toContain('{{appName}} {{{at}}} {{&gt; button}}');
  });

  it('keeps a device name from forging lines or the direction of the text', async () => {
    const { text } = await rendered(reuse('Phone\r\n\r\nClick here\u2028now\u202e'));

    expect(text).toContain('\nPhone Click here now was used');
  });

  it('fails rather than leave out a value, such as one that an older version did not queue', () => {
    const old = { to: 'ada@example.org', template: 'verify-email', view: { minutes: 10 } } as const;

    expect(() => outgoingMail(JOB, old, options)).toThrow('"link" not defined');
  });

  it('writes times out in UTC', async () => {
    const { text } = await rendered(reuse('Phone'));

    expect(text).toContain('On 21 November 2026 at 03:28 UTC');
  });
});

describe('the headers of a mail', () => {
  it('names the job in its Message-ID and calls itself automatic', async () => {
    const { header } = await sent(VERIFY);

    expect(header).toContain(`Message-ID: <${JOB}@id.example.org>`);
    expect(header).toContain('Auto-Submitted: auto-generated');
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
