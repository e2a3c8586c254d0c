import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Notifications } from '@castellan/notifications';
import { TestApp } from '../../support/app/test-app.js';
import { Page } from '../../support/documents/page.js';
import { someone } from '../../support/people/people.js';

const [example] = new Page('docs/guides/sms-and-mail.md').blocks.filter(({ language }) => language === 'handlebars');

describe('mails in the words and form of the operator', () => {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-mails-'));
  let app: TestApp;

  beforeAll(async () => {
    mkdirSync(join(directory, 'de'));
    writeFileSync(join(directory, 'otp.hbs'), example!.text);
    writeFileSync(join(directory, 'de/phone-removed.text.hbs'), 'Nummer {{phone}} entfernt.');
    app = await TestApp.start({
      MAIL_TEMPLATES: directory,
      LANGUAGES: 'de,en',
      APP_NAME: 'Acme <b>',
      APP_COLOR: '#0a7d32',
      SUPPORT_EMAIL: 'help@acme.example',
      TERMS_URL: 'https://acme.example/terms',
    });
  });
  afterAll(async () => {
    await app.close();
    rmSync(directory, { recursive: true });
  });

  it('are the example of the guide, in the colour and name of the product', async () => {
    const { email } = someone();
    await app.client({ 'accept-language': 'en' }).post('/api/auth/otp/request/', { identifier: email });
    const { html, text, code } = await app.mailTo(email);

    expect(html).toContain('Acme &lt;b&gt; never asks you for this code.');
    expect(html).toContain(`color:#0A7D32;">${code}</p>`);
    expect(html).toContain('Questions? Write to <a class="quiet" href="mailto:help@acme.example"');
    expect(text).toMatch(/This mail was sent by Acme <b> on its own/);
    expect(text).toContain('Terms of use: https://acme.example/terms');
  });

  it('are in the first language where no other is known, with the template of that language', async () => {
    const { email } = someone();
    const data = { phone: '+49 … 678', at: new Date(), deviceName: 'Firefox on Android' };
    await app.get(Notifications).send({ to: email, template: 'phone-removed', data });
    const { html, text, subject } = await app.mailTo(email);

    expect([subject, text]).toEqual(['Eine Telefonnummer wurde aus Ihrem Konto bei Acme <b> entfernt', 'Nummer +49 … 678 entfernt.\n']);
    expect(html).toContain('<html lang="de">');
  });

  it('stop the start when they are broken, with file and line', async () => {
    writeFileSync(join(directory, 'de/otp.hbs'), '{{#> layout}}\n{{coed}}\n{{/layout}}');

    await expect(TestApp.start({ MAIL_TEMPLATES: directory })).rejects.toThrow(
      `${join(directory, 'de/otp.hbs')}:2: there is no value called coed; there are: appName, `,
    );
  });
});
