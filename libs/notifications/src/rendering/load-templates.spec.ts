import { FileFaults } from '@castellan/branding';
import { SecretKeys } from '@castellan/common';
import { Logger } from '@nestjs/common';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EVERY_MAIL } from '../../../../test/support/notifications/every-mail.js';
import { codeIn, Page } from '../../../../test/support/documents/page.js';
import { notificationsRules } from '../defaults.js';
import { MAIL_KINDS } from '../mail-kinds.js';
import { HandlebarsTemplates } from './handlebars-templates.js';
import { loadTemplates } from './load-templates.js';
import type { RenderedMessage } from './message-templates.js';
import { Rendering } from './rendering.service.js';
import { told } from './told.js';

/** The sentence of the guide about what stands in all mails. */
const EVERYWHERE = /^Everywhere there are [^]*?Besides:$/m;
const MAILS = Object.keys(MAIL_KINDS);

const ours = {
  smtpUrl: null,
  from: 'Castellan <no-reply@id.example.org>',
  appName: 'Castellan',
  codeHost: 'id.example.org',
  inbox: true,
  secretKeys: new SecretKeys(['a secret key of more than 32 bytes, for tests']),
};

describe(loadTemplates.name, () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'castellan-templates-'))));
  afterEach(() => rmSync(directory, { recursive: true }));

  const put = (files: Readonly<Record<string, string>>): void => {
    for (const [name, source] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), source);
    }
  };
  const rendered = (template: string, language = 'en'): Promise<RenderedMessage> => {
    const { template: kind, data } = EVERY_MAIL.find((mail) => mail.template === template)!;
    const templates = new HandlebarsTemplates();
    const rendering = new Rendering(templates, templates, notificationsRules({ ...ours, mailTemplates: directory }));
    return rendering.render({ channel: 'email', kind, language, told: told(data) });
  };
  const faults = (): readonly string[] => {
    try {
      notificationsRules({ ...ours, mailTemplates: directory });
      return [];
    } catch (error) {
      if (!(error instanceof FileFaults)) throw error;
      return error.message.split('\n').map((line) => line.replace(`${directory}/`, ''));
    }
  };

  it('puts a mail of the operator in the place of ours, in every language, with our words where it asks for them', async () => {
    put({ 'otp.hbs': '<p lang="{{language}}">{{appName}}: <b>{{code}}</b> {{t "enter"}}</p>\n' });

    expect(await rendered('otp')).toMatchObject({
      html: '<p lang="en">Castellan: <b>042042</b> Enter this code to complete your login:</p>\n',
      text: expect.stringContaining('\n@id.example.org #042042\n') as string,
      subject: 'Your verification code',
    });
    expect((await rendered('otp', 'de')).html).toContain('<p lang="de">Castellan: <b>042042</b> Geben Sie diesen Code ein,');
    expect((await rendered('new-device')).html).toContain('New sign-in to your account');
  });

  it('prefers the one of the language', async () => {
    put({ 'otp.text.hbs': 'Code: {{code}}', 'de/otp.text.hbs': 'Kennwort: {{code}}' });

    expect([(await rendered('otp')).text, (await rendered('otp', 'de')).text]).toEqual(['Code: 042042\n', 'Kennwort: 042042\n']);
  });

  it('puts parts in the place of ours, and takes new ones', async () => {
    put({
      'footer.hbs': '<p>{{appName}}, {{> partials-of-ours who="Ada"}}</p>',
      'partials/partials-of-ours.hbs': '<i>{{who}}</i>',
      'partials/quiet.text.hbs': '\n* {{> @partial-block}}\n',
    });
    const { html, text } = await rendered('phone-removed');

    expect(html).toContain('<p>Castellan, <i>Ada</i></p>');
    expect(html).not.toContain('answers to it are not read');
    expect(text).toMatch(/^\* It was not you\? Then change your password/m);
  });

  it('escapes values in the HTML of an operator, too', async () => {
    put({ 'new-device.hbs': '{{deviceName}} {{t "signedIn"}}' });
    const templates = new HandlebarsTemplates();
    const rendering = new Rendering(templates, templates, notificationsRules({ ...ours, mailTemplates: directory }));
    const values = told({ at: 'today', deviceName: '<img>', ip: '::1', hours: 72, reportLink: 'https://example.org' });

    const { html } = await rendering.render({ channel: 'email', kind: 'new-device', language: 'en', told: values });
    expect(html).toMatch(/^&lt;img&gt; On today .*<strong>&lt;img&gt;<\/strong>/);
  });

  it('loses no mail to one that wants what is not always told', async () => {
    const errors = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    put({ 'new-device.hbs': '{{place}} {{deviceName}}' });

    expect((await rendered('new-device', 'de')).html).toContain('Neue Anmeldung an Ihrem Konto');
    expect(errors).toHaveBeenCalledWith(expect.stringMatching(/MAIL_TEMPLATES gave no "new-device".*"place" not defined/));
    errors.mockRestore();
  });

  it('takes what comes with the service', () => {
    for (const { template } of EVERY_MAIL) put({ [`${template}.hbs`]: `{{#> layout}}{{t "heading"}}{{t "common.fine"}}{{/layout}}` });

    expect(faults()).toEqual([]);
  });

  it('passes over what begins with a dot', () => {
    put({ '.DS_Store': '', '..data/otp.hbs': '{{', '.otp.hbs.swp': '{{' });

    expect(faults()).toEqual([]);
  });

  it.each([
    ['otp.hbs', '<p>\n{{#if code}}\n</p>', 'otp.hbs:3: cannot be read: '],
    ['otp.hbs', '<p>\n{{#if code}}\n{{/unless}}</p>', "otp.hbs:2: cannot be read: if doesn't match unless"],
    ['otp.hbs', '<p>\n\n{{code}', 'otp.hbs:3: cannot be read: '],
    ['otp.hbs', '\n{{upper code}}', 'otp.hbs:2: there is no helper called upper'],
    ['otp.hbs', '{{wrap code}}', 'otp.hbs:1: there is no helper called wrap'],
    ['otp.hbs', '\n\n{{> headr}}', 'otp.hbs:3: there is no part called headr'],
    ['otp.text.hbs', '{{> footer-link}}', 'otp.text.hbs:1: there is no part called footer-link'],
    ['otp.hbs', '{{code}}\n{{devicename}}', 'otp.hbs:2: there is no value called devicename; there are: appName, '],
    ['otp.hbs', '{{#if code}}\n{{link}}{{/if}}', 'otp.hbs:2: there is no value called link; there are: appName, '],
    ['otp.hbs', '{{> button label=\nlabl href=code}}', 'otp.hbs:2: there is no value called labl; '],
    ['otp.hbs', '\n{{t "entr"}}', 'otp.hbs:2: there is no text called entr'],
    ['otp.hbs', '{{t "common.entr"}}', 'otp.hbs:1: there is no text called common.entr'],
    ['layout.hbs', '{{t "enter"}}', 'layout.hbs:1: there is no text called enter'],
    ['layout.hbs', '\n{{nobody}}', 'layout.hbs:2: there is no value called nobody; '],
    ['de/otp.hbs', '\n{{cod}}', 'de/otp.hbs:2: there is no value called cod; '],
    ['fr/otp.hbs', '{{code}}', 'fr: is no folder of templates: LANGUAGES does not name fr'],
    ['opt.hbs', '{{code}}', 'opt.hbs: is no mail and no part of ours; there are: verify-email, '],
    ['otp.html', '{{code}}', 'otp.html: is no template: its name must end in .hbs'],
    ['otp.txt.hbs', '{{code}}', 'otp.txt.hbs: is no mail and no part of ours; there are: '],
  ])('refuses %s with %j', (file, source, problem) => {
    put({ [file]: source });

    expect(faults()).toEqual([expect.stringContaining(problem)]);
  });

  it('tells of each mail what the guide says', () => {
    const [everywhere] = EVERYWHERE.exec(new Page('docs/guides/sms-and-mail.md').prose) ?? [];
    const rows = new Page('docs/guides/sms-and-mail.md').codeInTables().filter(([names]) => MAILS.includes(names?.[0] ?? ''));
    for (const [names] of rows) put({ [`${names![0]!}.hbs`]: '{{nothing}}' });
    const told = faults().map((fault) => /^(.*)\.hbs:1: .* there are: (.*)$/.exec(fault)!.slice(1));
    const common = codeIn(everywhere ?? '').filter((name) => !name.includes('.'));

    const documented = rows.map(([names, , values]) => [
      names![0],
      [...values!, ...common].filter((value) => !/^(changed|reset)$/.test(value)).toSorted(),
    ]);
    const known = told.map(([name, values]) => [
      name,
      values!
        .split(', ')
        .filter((value) => value !== 'look')
        .toSorted(),
    ]);
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(known));
    expect(rows).toHaveLength(MAILS.length);
  });

  it('tells everything that is wrong at once', () => {
    put({ 'otp.hbs': '{{cod}}\n{{> headr}}', 'opt.hbs': '', 'de/layout.hbs': '{{t "x"}}' });

    expect(faults()).toHaveLength(4);
  });

  it('refuses a directory that is not there', () => {
    directory = join(directory, 'nowhere');
    expect(faults()).toEqual([`${directory}: is no directory`]);
    directory = dirname(directory);
  });
});
