import { SecretKeys } from '@castellan/common';
import { Logger } from '@nestjs/common';
import { notificationsRules } from '../defaults.js';
import { HandlebarsTemplates } from './handlebars-templates.js';
import type { MessageTemplates, RenderedMessage } from './message-templates.js';
import { Rendering } from './rendering.service.js';

const options = notificationsRules({
  smtpUrl: null,
  from: 'no-reply@id.example.org',
  appName: 'Castellan',
  codeHost: 'id.example.org',
  inbox: true,
  secretKeys: new SecretKeys(['a secret key of more than 32 bytes, for tests']),
});
const files = new HandlebarsTemplates();
const never = (): Promise<RenderedMessage> => new Promise(() => {});
const whole: RenderedMessage = { subject: 'Ihr Code', text: 'Code 042042', html: '<p>042042</p>' };
/** As JavaScript may answer, whatever the types say. */
const answering = (given: unknown): MessageTemplates => ({ render: () => given as RenderedMessage });

describe(Rendering.name, () => {
  const code = { channel: 'email', kind: 'otp', language: 'de', told: { code: '042042', minutes: 5 } } as const;
  const sms = { channel: 'sms', kind: 'otp', language: 'en', told: { code: '042042' } } as const;
  const by = (templates: MessageTemplates) => new Rendering(templates, files, options);
  let errors: jest.SpyInstance;
  beforeEach(() => (errors = jest.spyOn(Logger.prototype, 'error').mockImplementation()));
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('writes what the templates of the host say, which are told the language, the name and the values', async () => {
    const render = jest.fn(() => whole);

    expect(await by({ render }).render(code)).toEqual(whole);
    expect(render).toHaveBeenCalledWith({
      channel: 'email',
      kind: 'otp',
      language: 'de',
      values: { ...code.told, appName: 'Castellan', codeHost: 'id.example.org' },
    });
    expect((await by({ render }).render(sms)).text).toBe(whole.text);
  });

  it.each([
    ['throw', { render: () => Promise.reject(new Error('no template for ada@example.org')) }],
    ['give nothing', answering(undefined)],
    ['give no text', answering({ ...whole, text: ' ' })],
    ['give no HTML', answering({ ...whole, html: undefined })],
    ['give a subject that is no text', answering({ ...whole, subject: {} })],
    ['give more than a mail server takes', answering({ ...whole, html: 'x'.repeat(500_001) })],
  ])('loses no mail to templates that %s, and tells the log the kind alone', async (_what, templates) => {
    expect((await by(templates).render(code)).text).toContain('042042');
    expect(errors).toHaveBeenCalledWith(expect.stringMatching(/ email "otp".*default/));
    expect(errors).not.toHaveBeenCalledWith(expect.stringMatching(/ada@|042042/));
  });

  it('loses no mail to templates that hang', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    const rendering = by({ render: never }).render(code);
    await jest.advanceTimersByTimeAsync(5_000);

    expect((await rendering).subject).toBe('Ihr Einmalcode');
  });

  it('sends no SMS of many parts, which are paid for one by one', async () => {
    const long = answering({ ...whole, text: 'x'.repeat(481) });

    expect((await by(long).render(sms)).text).toBe('Your verification code is: 042042');
  });
});
