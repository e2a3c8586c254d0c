import { SecretKeys, Vault } from '@castellan/common';
import { EVERY_MAIL, LINK, reuse, VERIFY } from '../../../../test/support/notifications/every-mail.js';
import { notificationsRules } from '../defaults.js';
import { MAIL_QUEUE, MailSeal } from '../delivery/mail-seal.js';
import type { Mail } from '../mails.js';
import { HandlebarsTemplates } from './handlebars-templates.js';
import type { RenderedMessage } from './message-templates.js';
import { Rendering } from './rendering.service.js';
import type { Told } from './told.js';

const options = notificationsRules({
  smtpUrl: null,
  from: 'Castellan <no-reply@id.example.org>',
  appName: 'Castellan',
  codeHost: 'id.example.org',
  inbox: true,
  secretKeys: new SecretKeys(['a secret key of more than 32 bytes, for tests']),
});
const { messages } = options;
const files = new HandlebarsTemplates();
const byDefault = new Rendering(files, files, options);
const EVERYWHERE = messages.languages.flatMap((language) => EVERY_MAIL.map((mail) => ({ language, mail, template: mail.template })));

/** Takes the way of a real delivery, up to the transport: sealed, opened, rendered. */
async function rendered(mail: Mail, language = 'en', rendering = byDefault): Promise<RenderedMessage> {
  const seal = new MailSeal(options);
  const { template: kind, told } = seal.open(seal.close(mail));
  return rendering.render({ channel: 'email', kind, told, language });
}

/** What a reader of the HTML sees, in one line. */
function textOf(html: string): string {
  const body = html.slice(html.indexOf('<body')).replace(/<[^>]*>/g, ' ');
  return body
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replace(/ +([.,:;)])/g, '$1')
    .replaceAll('( ', '(')
    .replace(/\s+/g, ' ');
}

/** The last line of a mailed code is for programs, and in the text alone. */
const withoutAutofill = (text: string): string => text.replace(/^@\S+ #\d+\n$/m, '');

describe('a rendered mail', () => {
  it.each(EVERYWHERE)('has a subject, a heading in both twins and no gaps: $language $template', async ({ mail, language }) => {
    const { subject, text, html } = await rendered(mail, language);

    const heading = text.split('\n')[0]!;
    expect(subject).toMatch(/Castellan|^Your verification code$|^Ihr Einmalcode$/);
    expect(html).toContain(`>${heading}</h1>`);
    expect(html).toContain(`<html lang="${language}">`);
    expect(subject + text + html).not.toMatch(/undefined|\[object|NaN|\{\{|[\uE000\uE001]/);
    expect(text).not.toMatch(/\n{3}|[ \t]\n|&(?:amp|#39|quot);/);
  });

  it.each(EVERYWHERE)('keeps its lines short in plain text, but for links: $language $template', async ({ mail, language }) => {
    const { text } = await rendered(mail, language);

    expect(text.split('\n').filter((line) => line.length > 72 && line.includes(' '))).toEqual([]);
  });

  it.each(
    EVERY_MAIL.filter(({ template }) => !['sms-stopped', 'webhook-stopped', 'webhook-reported', 'security-incident'].includes(template)),
  )('says what to do if it was not asked for: $template', async (mail) => {
    const [english, german] = [await rendered(mail), await rendered(mail, 'de')].map(({ text }) => text.replace(/\s+/g, ' '));

    expect(english).toMatch(
      /You did not (sign up|ask for this)\?|It was not you\?|You do not know the device|If you didn't request this code/,
    );
    expect(german).toMatch(
      /Das waren Sie nicht\?|Sie haben (sich|das) nicht|Sie haben nicht darum|Sie kennen das Gerät nicht|Code nicht angefordert/,
    );
  });

  it.each(EVERYWHERE)('says the same in both twins: $language $template', async ({ mail, language }) => {
    const { text, html } = await rendered(mail, language);

    const inHtml = textOf(html);
    const sentences = withoutAutofill(text)
      .split(/\n(?:--)?\n/)
      .map((part) => part.replace(/\s+/g, ' ').trim());
    expect(sentences.filter((sentence) => sentence !== '--' && !inHtml.includes(sentence.replace(/^-- /, '')))).toEqual([]);
  });

  it.each(EVERYWHERE)('has nothing for itself in HTML but what leads to its link: $language $template', async ({ mail, language }) => {
    const { text, html } = await rendered(mail, language);

    const plain = text.replace(/\s+/g, ' ');
    const paragraphs = [...html.matchAll(/<(?:p|td)[^>]*class="(?:text|quiet[^"]*)"[^>]*>([^]*?)<\/(?:p|td)>/g)].map(([, part]) =>
      textOf(`<body>${part}`).trim(),
    );
    const fallback = messages.text(language, 'mails.common.button');
    expect(paragraphs.filter((part) => !part.startsWith(fallback) && !plain.includes(part))).toEqual([]);
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

  it.each(EVERYWHERE)(
    'has links that also open where nobody decodes them, but for the `&` of HTML: $language $template',
    async ({ mail, language }) => {
      const { html } = await rendered(mail, language);

      for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https:\/\/(?:[^&"<>']|&amp;)*$/);
      expect(html).not.toContain('&#x3D;');
    },
  );

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

  it.each(messages.languages)('escapes markup in a device name in HTML: %s', async (language) => {
    const { html, text } = await rendered(reuse('<script>alert(1)</script>'), language);

    expect(html).not.toContain('<script');
    expect(html).toContain('<strong>&lt;script&gt;alert(1)&lt;/script&gt;</strong>');
    expect(text).toContain('<script>alert(1)</script>');
  });

  it('runs no template that came in as data', async () => {
    const hostile = '{{appName}} {{{at}}} {{> button}} $t(mails.otp.subject) {{t "subject"}}';
    const { html, text } = await rendered(reuse(hostile));

    expect(text.replace(/\s+/g, ' ')).toContain(hostile);
    expect(html).toContain('{{appName}} {{{at}}} {{&gt; button}} $t(mails.otp.subject) {{t &quot;subject&quot;}}');
  });

  it('keeps a device name from forging lines or the direction of the text', async () => {
    const { text } = await rendered(reuse('Phone\r\n\r\nClick here\u2028now\u202e'));

    expect(text.replace(/\n(?!\n)/g, ' ')).toContain('on Phone Click here now was used');
  });

  it('fails rather than leave out a value, such as one that an older version did not queue', async () => {
    const without = (told: Told) => byDefault.render({ channel: 'email', kind: 'verify-email', language: 'en', told });

    await expect(without({ minutes: 10 })).rejects.toThrow('a link is not told');
    await expect(without({ minutes: 10, link: LINK, at: 'today' })).rejects.toThrow('"deviceName" not defined');
  });

  it.each([
    ['Chrome on Linux', 'Chrome unter Linux'],
    ['Unknown device', 'Unbekanntes Gerät'],
    ['curl', 'curl'],
    ['{{appName}} on $t(mails.otp.subject)', '{{appName}} unter $t(mails.otp.subject)'],
  ])('names the device %s in the language of the reader: %s', async (name, german) => {
    const texts = await Promise.all(
      ['en', 'de'].map(async (language) => (await rendered(reuse(name), language)).text.replace(/\s+/g, ' ')),
    );
    expect(texts).toEqual([expect.stringContaining(` ${name} `), expect.stringContaining(` ${german} `)]);
  });

  it('writes times in the language of the reader, in UTC', async () => {
    const [english, german] = [await rendered(reuse('Phone')), await rendered(reuse('Phone'), 'de')];

    expect(english.text).toContain('On 21 November 2026 at 03:28 UTC');
    expect(german.text).toContain('Am 21. November 2026 um 03:28 UTC');
  });

  it('counts as the language does', async () => {
    const verify = (minutes: number): Mail => ({ to: 'ada@example.org', template: 'verify-email', data: { link: LINK, minutes } });
    const texts = await Promise.all([verify(1), verify(2)].map(async (mail) => (await rendered(mail, 'de')).text.replace(/\s+/g, ' ')));

    expect(texts).toEqual([expect.stringContaining('1 Minute lang'), expect.stringContaining('2 Minuten lang')]);
  });

  it('lists what was taken off an account in words', async () => {
    const mail = EVERY_MAIL.find(({ template }) => template === 'password-changed')!;

    expect((await rendered(mail, 'de')).html).toContain('entfernt: Ihre Telefonnummer und die Ersatzcodes, die');
    expect((await rendered(mail)).html).toContain('with it: your phone number and the backup codes, which');
  });

  it('wears the colour of the product, and says at its end where to ask and what holds', async () => {
    const brand = { color: '#0a7d32', supportEmail: 'help@example.org', termsUrl: 'https://example.org/terms?a=1&b=2', privacyUrl: null };
    const branded = new Rendering(files, files, { ...options, brand });
    const { html, text } = await rendered(VERIFY, 'de', branded);

    expect(html).toMatch(/bgcolor="#0A7D32"/);
    expect(html).toContain('href="mailto:help@example.org"');
    expect(html).toContain('href="https://example.org/terms?a=1&amp;b=2"');
    expect(html + text).not.toContain('Datenschutz');
    expect(text).toMatch(/Fragen\? Schreiben Sie an help@example\.org\.\nNutzungsbedingungen: https:\/\/example\.org\/terms\?a=1&b=2\n$/);
    new Rendering(files, files, options);
  });

  it('writes a mail that an older version queued: its words are English, the rest is not', async () => {
    const old = { deviceName: 'Phone', at: '21 November 2026 at 03:28 UTC' };
    const vault = new Vault(options.secretKeys, 'notifications/queue');
    const sealed = vault.seal(JSON.stringify({ to: 'ada@example.org', template: 'refresh-reuse', view: old }), MAIL_QUEUE);
    const { template: kind, told } = new MailSeal(options).open(sealed);

    const { text } = await byDefault.render({ channel: 'email', kind, told, language: 'de' });
    expect(text).toContain('Am 21 November 2026 at 03:28 UTC wurde ein alter Anmeldeschlüssel');
  });

  it.each(EVERY_MAIL)('is queued with what an older version reads: $template', (mail) => {
    const vault = new Vault(options.secretKeys, 'notifications/queue');
    const sealed = vault.open(new MailSeal(options).close(mail), MAIL_QUEUE).toString();
    const { view } = JSON.parse(sealed) as { readonly view: Readonly<Record<string, unknown>> };

    expect(Object.keys(view).toSorted()).toEqual(Object.keys(mail.data).toSorted());
    for (const value of Object.values(view)) expect(['string', 'number']).toContain(typeof value);
  });
});
