import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBrand } from './brand.js';
import type { Fault } from './faults.js';
import { ConfigurationError } from './faults.js';
import { loadConfiguration } from './load-configuration.js';
import { Variables } from './variables.js';

const brandOf = (env: NodeJS.ProcessEnv) => readBrand(new Variables(env));

function faultsOf(env: NodeJS.ProcessEnv): readonly Fault[] {
  const variables = new Variables(env);
  readBrand(variables);
  try {
    variables.close();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

describe(readBrand.name, () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'castellan-brand-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('is called Castellan, in English and German, where nothing is said', () => {
    const { brand, messages, mailTemplates } = brandOf({});
    expect(brand).toEqual({ name: 'Castellan', logo: null, color: '#4f46e5', supportEmail: null, termsUrl: null, privacyUrl: null });
    expect([messages.languages, mailTemplates]).toEqual([['en', 'de'], null]);
  });

  it('is what the operator says', () => {
    writeFileSync(join(directory, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const { brand, messages, mailTemplates } = brandOf({
      APP_NAME: 'Acme <&> "Söhne"',
      APP_LOGO: join(directory, 'logo.svg'),
      APP_COLOR: '0A7D32',
      SUPPORT_EMAIL: 'help@acme.example',
      TERMS_URL: 'https://acme.example/terms?l=en#top',
      PRIVACY_URL: 'http://localhost:8080/privacy',
      LANGUAGES: 'DE-de, en',
      MAIL_TEMPLATES: directory,
    });
    expect(brand).toMatchObject({
      name: 'Acme <&> "Söhne"',
      logo: { type: 'image/svg+xml' },
      color: '#0a7d32',
      supportEmail: 'help@acme.example',
      termsUrl: 'https://acme.example/terms?l=en#top',
      privacyUrl: 'http://localhost:8080/privacy',
    });
    expect([messages.languages, mailTemplates]).toEqual([['de-DE', 'en'], directory]);
  });

  it('gives its name to authenticator apps, unless they are told another', () => {
    const env = { NODE_ENV: 'test', SECRET_KEY: 'a secret key for tests, of 32 bytes and more', APP_NAME: 'Acme' };
    expect(loadConfiguration(env).twoFactor.issuer).toBe('Acme');
    expect(loadConfiguration({ ...env, TOTP_ISSUER_NAME: 'Acme Login' }).twoFactor.issuer).toBe('Acme Login');
  });

  it.each([
    ['APP_NAME', 'a:b', 'must hold no colon', 'APP_NAME=Example'],
    ['APP_NAME', 'Acme\u202etnuocca\u2066', 'without characters that turn its direction', 'APP_NAME=Example'],
    ['APP_NAME', 'Ac\u200bme', 'no character that cannot be seen', 'APP_NAME=Example'],
    ['APP_NAME', 'Ac\nme', 'must be a name on one line', 'APP_NAME=Example'],
    ['APP_COLOR', 'red', 'is no colour: # and 3 or 6 hexadecimal digits', 'APP_COLOR=#4f46e5'],
    ['APP_COLOR', '#fff;}', 'is no colour', 'APP_COLOR=#4f46e5'],
    ['APP_COLOR', '#ff6600', 'has a contrast of 2.9 : 1 against white', 'APP_COLOR=#cb4f00'],
    ['SUPPORT_EMAIL', 'Help <help@acme.example>', 'is not a mail address', 'SUPPORT_EMAIL=help@example.com'],
    ['TERMS_URL', 'javascript:alert(1)', 'is not a URL that begins with https:// or http://', 'TERMS_URL=https://example.com/terms'],
    ['PRIVACY_URL', 'http://acme.example/', 'must be https', 'PRIVACY_URL=https://example.com/privacy'],
    ['LANGUAGES', 'en,deutsch!', 'names deutsch!, which is no language', 'LANGUAGES=en,de'],
    ['LANGUAGES', 'en,de,EN', 'names en twice', 'LANGUAGES=en,de'],
    ['LANGUAGES', ',', 'names no language', 'LANGUAGES=en,de'],
    ['LANGUAGES', 'en,fr', 'is missing, and fr is among the languages', ''],
    ['MESSAGES', '/nowhere', 'is no folder: /nowhere', 'MESSAGES=/etc/castellan/messages'],
    ['MAIL_TEMPLATES', '/nowhere', 'is no folder: /nowhere', 'MAIL_TEMPLATES=/etc/castellan/mails'],
    ['APP_LOGO', '/nowhere.svg', '/nowhere.svg: cannot be read (ENOENT)', 'APP_LOGO=/etc/castellan/logo.svg'],
  ])('refuses %s=%s and says what would do', (name, value, problem, change) => {
    const [fault, ...more] = faultsOf({ [name]: value });
    expect(more).toEqual([]);
    expect(fault).toEqual({ name: change === '' ? 'MESSAGES' : name, problem: expect.stringContaining(problem) as string, change });
  });

  it('tells each file and line that is wrong, all at once', () => {
    const logo = join(directory, 'logo.svg');
    const messages = join(directory, 'de.json');
    writeFileSync(logo, '<svg xmlns="http://www.w3.org/2000/svg">\n<script/></svg>');
    writeFileSync(messages, '{\n  "panel": { "no": "x",\n "nope": "y" }\n}');
    expect(faultsOf({ APP_LOGO: logo, MESSAGES: directory }).map(({ problem }) => problem)).toEqual([
      `${logo}:2: holds a script`,
      `${messages}:2: panel.no is no key of the English messages`,
      `${messages}:3: panel.nope is no key of the English messages`,
    ]);
  });
});
