import type { MessageTree } from '@castellan/branding';
import { SecretKeys } from '@castellan/common';
import { EVERY_MAIL, VERIFY } from '../../../../test/support/notifications/every-mail.js';
import { notificationsRules } from '../defaults.js';
import type { Mail } from '../mails.js';
import { HandlebarsTemplates } from './handlebars-templates.js';
import { Rendering } from './rendering.service.js';
import { told } from './told.js';

const options = notificationsRules({
  smtpUrl: null,
  from: 'Castellan <no-reply@id.example.org>',
  appName: 'Castellan',
  codeHost: 'id.example.org',
  inbox: true,
  secretKeys: new SecretKeys(['a secret key of more than 32 bytes, for tests']),
});
const { messages } = options;
const templates = new HandlebarsTemplates();
const footed = {
  color: '#4f46e5',
  supportEmail: 'help@example.org',
  termsUrl: 'https://example.org/terms',
  privacyUrl: 'https://example.org/privacy',
};
const rendering = new Rendering(templates, templates, { ...options, brand: footed });
const render = ({ template: kind, data }: Mail) => rendering.render({ channel: 'email', kind, language: 'en', told: told(data) });

describe('the words of mails', () => {
  const keys = keysIn(messages.section('en', 'mails'), 'mails');

  it('are all used, by their kind or as common ones', async () => {
    const text = jest.spyOn(messages, 'text').mockReturnValue('text');
    for (const mail of [...EVERY_MAIL, VERIFY]) await render(mail);
    const asked = new Set(text.mock.calls.map(([, key]) => key));
    text.mockRestore();

    const unused = keys.filter((key) => !asked.has(key) && !/\.(removed|reasons|what|advice)\.\w+$/.test(key));
    expect(unused).toEqual([]);
  });

  it.each(messages.languages)('are all there: %s', (language) => {
    for (const key of keys) expect(() => messages.text(language, key, { count: 2 })).not.toThrow();
  });
});

/** Forms of a plural as one. */
function keysIn(tree: MessageTree | string, above: string): readonly string[] {
  if (typeof tree === 'string') return [above.replace(/_(one|other)$/, '')];
  return [...new Set(Object.entries(tree).flatMap(([key, value]) => keysIn(value, `${above}.${key}`)))];
}
