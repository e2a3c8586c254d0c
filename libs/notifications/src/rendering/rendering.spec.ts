import { SecretKeys } from '@castellan/common';
import { MailSeal } from '../delivery/mail-seal.js';
import type { Mail, MailData } from '../mails.js';
import { HandlebarsTemplates } from './handlebars-templates.js';
import type { RenderedMessage } from './message-templates.js';
import { Rendering } from './rendering.service.js';

const LINK = 'https://id.example.org/verify-account?uid=MQ&token=a_b-c';
const AT = new Date('2026-11-21T03:28:09Z');
const options = {
  smtpUrl: null,
  from: 'Castellan <no-reply@id.example.org>',
  appName: 'Castellan',
  codeHost: 'id.example.org',
  inbox: true,
  secretKeys: new SecretKeys(['a secret key of more than 32 bytes, for tests']),
  mailsPerHour: 5,
};
const files = new HandlebarsTemplates();
const byDefault = new Rendering(files, files, options);
const VERIFY: Mail = { to: 'ada@example.org', template: 'verify-email', data: { link: LINK, minutes: 10 } };
const reuse = (deviceName: string): Mail => ({ to: 'ada@example.org', template: 'refresh-reuse', data: { deviceName, at: AT } });
const ON_A_PHONE = { at: AT, deviceName: 'Firefox on Android' };
const EVERY_DATA: MailData = {
  'verify-email': { link: LINK, minutes: 10 },
  'address-taken': { signInLink: 'https://id.example.org/', resetLink: LINK },
  'refresh-reuse': ON_A_PHONE,
  'device-forgotten': ON_A_PHONE,
  'password-reset': { link: LINK, minutes: 60 },
  'panel-enrolment': { link: LINK, minutes: 60 },
  'password-changed': { how: 'reset', ...ON_A_PHONE, removed: 'your phone number', resetLink: LINK },
  'email-change-confirm': { link: LINK, minutes: 60 },
  'email-change-requested': { newEmail: 'countess@example.net', ...ON_A_PHONE },
  'email-changed': { newEmail: 'countess@example.net', undoLink: LINK, hours: 72 },
  'new-device': { ...ON_A_PHONE, ip: '2001:db8::7', reportLink: LINK, hours: 72 },
  'account-closed': { eraseAt: AT, signInLink: LINK },
  'account-reopened': ON_A_PHONE,
  'phone-added': { phone: '+49 … 678', ...ON_A_PHONE, reportLink: LINK, hours: 72 },
  'phone-removed': { phone: '+49 … 678', ...ON_A_PHONE },
  'two-factor-enabled': { ...ON_A_PHONE, reportLink: LINK, hours: 72 },
  'two-factor-disabled': ON_A_PHONE,
  'two-factor-reset': { at: AT },
  'backup-codes-low': { remaining: 3 },
  'backup-codes-regenerated': { ...ON_A_PHONE, reportLink: LINK, hours: 72 },
  'second-factor-failures': { at: AT, ip: '2001:db8::7', minutes: 15, resetLink: LINK },
  'second-factor-guessed': { ...ON_A_PHONE, ip: '2001:db8::7', resetLink: LINK },
  'sign-in-confirmation': {
    ...ON_A_PHONE,
    ip: '2001:db8::7',
    link: LINK,
    minutes: 10,
    resetLink: 'https://auth.example.org/password-reset',
  },
  otp: { code: '042042', minutes: 5 },
  'sms-stopped': { reason: 'the budget of the hour is spent', at: AT, until: AT },
  'security-incident': { what: '24 accounts failed.', advice: 'Look at them.', at: AT },
};
// One entry for each template, with the data of that template: the pairs that `Mail` is a union of.
const EVERY_MAIL = Object.entries(EVERY_DATA).map(([template, data]) => ({ to: 'ada@example.org', template, data }) as Mail);

/** Takes the way of a real delivery, up to the transport: sealed, opened, rendered. */
async function rendered(mail: Mail): Promise<RenderedMessage> {
  const seal = new MailSeal(options);
  const { template: kind, view: values } = seal.open(seal.close(mail));
  return byDefault.render({ channel: 'email', kind, values });
}

/** What a reader of the HTML sees, in one line. */
function textOf(html: string): string {
  const body = html.slice(html.indexOf('<body')).replace(/<[^>]*>/g, ' ');
  return body
    .replaceAll('&#x3D;', '=')
    .replaceAll('&amp;', '&')
    .replace(/ +([.,:])/g, '$1')
    .replace(/\s+/g, ' ');
}

/** The last line of a mailed code is for programs, and in the text alone. */
const withoutAutofill = (text: string): string => text.replace(/^@\S+ #\d+\n$/m, '');

describe('a rendered mail', () => {
  it.each(EVERY_MAIL)('has a subject, a heading in both twins and no gaps: $template', async (mail) => {
    const { subject, text, html } = await rendered(mail);

    const heading = text.split('\n')[0]!;
    expect(subject).toMatch(/Castellan$|^Your verification code$/);
    expect(html).toContain(`>${heading}</h1>`);
    expect(subject + text + html).not.toMatch(/undefined|\[object|NaN|\{\{/);
  });

  it.each(EVERY_MAIL.filter(({ template }) => !['sms-stopped', 'security-incident'].includes(template)))(
    'says what to do if it was not asked for: $template',
    async (mail) => {
      const { text, html } = await rendered(mail);

      for (const twin of [text, html])
        expect(twin).toMatch(
          /You did not (sign up|ask for this)\?|It was not you\?|You do not know the device|If you didn't request this code/,
        );
    },
  );

  it.each(EVERY_MAIL)('says the same in both twins: $template', async (mail) => {
    const { text, html } = await rendered(mail);

    const words = new Set(textOf(html).split(' '));
    // In the text a colon leads to a link, where the HTML may have a full stop and a button.
    const missing = withoutAutofill(text)
      .split(/\s+/)
      .filter((word) => word !== '' && word !== '--' && !words.has(word) && !word.endsWith(':'));
    expect(missing).toEqual([]);
  });

  it.each(['email-change-requested', 'email-changed'] as const)('shows the new address masked: %s', async (template) => {
    const { subject, text, html } = await rendered(EVERY_MAIL.find((mail) => mail.template === template)!);

    expect(text).toContain('c…@example.net');
    expect(subject + text + html).not.toContain('countess');
  });

  it('shows its link as a button and in plain letters', async () => {
    const { html, text } = await rendered(VERIFY);

    const inHtml = LINK.replaceAll('&t', '&amp;t');
    expect(html.split(inHtml)).toHaveLength(4);
    expect(text).toContain(`\n${LINK}\n`);
  });

  it.each(EVERY_MAIL)('has links that also open where nobody decodes them, but for the `&` of HTML: $template', async (mail) => {
    const { html } = await rendered(mail);

    for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https:\/\/(?:[^&"<>']|&amp;)*$/);
    expect(html).not.toContain('&#x3D;');
  });

  it('keeps a link inside its attribute, whatever is in it', async () => {
    const data = { link: `https://id.example.org/?a="><script>'&b=1`, minutes: 10 };
    const { html } = await rendered({ to: 'ada@example.org', template: 'verify-email', data });

    expect(html).toContain('href="https://id.example.org/?a=&quot;&gt;&lt;script&gt;&#39;&amp;b=1"');
    expect(html).not.toContain('<script');
  });

  it('shows the code large, and ends with the line that fills it in on our host alone', async () => {
    const { subject, text, html } = await rendered({ to: 'ada@example.org', template: 'otp', data: { code: '042042', minutes: 5 } });

    expect(subject).toBe('Your verification code');
    expect(html).toMatch(/<p [^>]*font-size:32px;font-weight:bold;[^>]*letter-spacing:5px;color:#4F46E5;">042042<\/p>/);
    for (const line of ['Enter this code to complete your login:', 'This code expires in 5 minutes.']) {
      expect(text).toContain(`\n${line}\n`);
      expect(html).toContain(`>${line}<`);
    }
    expect(text).toContain("\nIf you didn't request this code, please ignore this email.\n");
    expect(text).toMatch(/\n\n@id\.example\.org #042042\n$/);
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

  it('fails rather than leave out a value, such as one that an older version did not queue', async () => {
    const old = byDefault.render({ channel: 'email', kind: 'verify-email', values: { minutes: 10 } });

    await expect(old).rejects.toThrow('"link" not defined');
  });

  it('writes times out in UTC', async () => {
    const { text } = await rendered(reuse('Phone'));

    expect(text).toContain('On 21 November 2026 at 03:28 UTC');
  });
});
