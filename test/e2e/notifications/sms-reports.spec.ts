import { randomBytes } from 'node:crypto';
import { SmsDeliveries } from '@castellan/notifications';
import type { SmsStatus } from '@castellan/notifications';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { TestApp } from '../../support/app/test-app.js';
import { withApp } from '../../support/app/with-app.js';

const TOKEN = '0123456789abcdef0123456789abcdef';
const PATH = '/api/webhooks/twilio/';
const PUBLIC_URL = 'https://shop.example/auth';
const TOLD = PUBLIC_URL + PATH;
const BY_TWILIO = {
  PUBLIC_URL,
  SMTP_URL: 'smtp://127.0.0.1:1',
  SMS_PROVIDER: 'twilio',
  TWILIO_ACCOUNT_SID: `AC${TOKEN}`,
  TWILIO_AUTH_TOKEN: TOKEN,
  TWILIO_FROM: '+15005550006',
  SMS_PREFIXES: '+49',
};
const FORGED = { status: 403, body: { code: 'permission_denied' } };
const NOTED = { status: 204, text: '' };

type Fields = Readonly<Record<string, string>>;

describe('reports of Twilio', () => {
  const app = withApp(BY_TWILIO);

  /** A message that Twilio has taken. */
  async function aMessage(status: SmsStatus = 'queued'): Promise<string> {
    const sid = `SM${randomBytes(16).toString('hex')}`;
    app.clock.advance(1);
    await app.sql(
      `INSERT INTO sms_deliveries (id, recipient, recipient_hash, provider, provider_message_id, status, created_at, updated_at)
       VALUES (gen_random_uuid(), '+49…67', '', 'twilio', $1, $2, $3, $3)`,
      [sid, status, app.clock.now()],
    );
    return sid;
  }
  const stateOf = async (sid: string) =>
    (
      await app.sql<{ status: string; error: string | null }>('SELECT status, error FROM sms_deliveries WHERE provider_message_id = $1', [
        sid,
      ])
    )[0];
  const report = (MessageSid: string, MessageStatus: string, more: Fields = {}): Fields => ({
    ...{ AccountSid: `AC${TOKEN}`, ApiVersion: '2010-04-01', From: '+15005550006', To: '+491701234567' },
    ...{ MessageSid, MessageStatus, SmsSid: MessageSid, SmsStatus: MessageStatus, ...more },
  });
  const signed = (fields: Fields, { url = TOLD, token = TOKEN } = {}): Fields => ({
    'x-twilio-signature': getExpectedTwilioSignature(token, url, fields),
  });
  const post = (fields: Fields, headers: Fields, path = PATH) =>
    app
      .client()
      .send('POST', path, new URLSearchParams(fields).toString(), { 'content-type': 'application/x-www-form-urlencoded', ...headers });
  const tell = (fields: Fields) => post(fields, signed(fields));

  it('are noted, with and without the trailing slash', async () => {
    const sid = await aMessage();
    expect(await tell(report(sid, 'sent'))).toMatchObject(NOTED);
    expect(await stateOf(sid)).toEqual({ status: 'sent', error: null });

    const last = report(sid, 'undelivered', { ErrorCode: '30003' });
    expect(await post(last, signed(last), '/api/webhooks/twilio')).toMatchObject(NOTED);
    expect(await stateOf(sid)).toEqual({ status: 'undelivered', error: '30003' });
  });

  it('only go forward, in whatever order they arrive', async () => {
    const sid = await aMessage();
    for (const status of ['delivered', 'sent', 'queued', 'failed', 'sending']) expect(await tell(report(sid, status))).toMatchObject(NOTED);

    expect(await stateOf(sid)).toEqual({ status: 'delivered', error: null });
    expect(await app.get(SmsDeliveries).list({ limit: 1 })).toMatchObject([{ providerMessageId: sid, status: 'delivered' }]);
  });

  it('have one final outcome when all arrive at once', async () => {
    const sid = await aMessage();
    await Promise.all(['sent', 'delivered', 'sent', 'sending', 'delivered', 'sent'].map((status) => tell(report(sid, status))));

    expect(await stateOf(sid)).toEqual({ status: 'delivered', error: null });
  });

  it('of unknown messages and statuses are ignored alike', async () => {
    const sid = await aMessage();

    expect(await tell(report(`SM${'0'.repeat(32)}`, 'delivered'))).toMatchObject(NOTED);
    expect(await tell(report(sid, 'teleported'))).toMatchObject(NOTED);
    expect(await tell({ nothing: 'at all' })).toMatchObject(NOTED);
    expect(await stateOf(sid)).toEqual({ status: 'queued', error: null });
  });

  it('that are replayed change nothing', async () => {
    const sid = await aMessage();
    const sent = report(sid, 'sent');
    await tell(sent);
    await tell(report(sid, 'delivered'));
    await app.advance(60_000);

    expect(await tell(sent)).toMatchObject(NOTED);
    expect(await stateOf(sid)).toEqual({ status: 'delivered', error: null });
  });

  describe('that are forged are refused:', () => {
    const altered: readonly [string, (fields: Fields) => Fields][] = [
      ['without a signature', () => ({})],
      ['with an empty one', () => ({ 'x-twilio-signature': '' })],
      ['with any', () => ({ 'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' })],
      ['by another token', (fields) => signed(fields, { token: 'f'.repeat(32) })],
      ['for other fields', (fields) => signed({ ...fields, MessageStatus: 'sent' })],
      ['for another path', (fields) => signed(fields, { url: `${PUBLIC_URL}/api/auth/login/` })],
      ['for the address without the path of ours', (fields) => signed(fields, { url: `https://shop.example${PATH}` })],
      [
        'for the address of the attacker, in Host',
        (fields) => ({ ...signed(fields, { url: `https://evil.example${PATH}` }), host: 'evil.example' }),
      ],
      [
        'for the address of the attacker, forwarded',
        (fields) => ({
          ...signed(fields, { url: `https://evil.example${PATH}` }),
          'x-forwarded-host': 'evil.example',
          'x-forwarded-proto': 'https',
        }),
      ],
    ];

    it.each(altered)('%s', async (_how, headers) => {
      const sid = await aMessage();
      const fields = report(sid, 'failed', { ErrorCode: '30003' });

      expect(await post(fields, headers(fields))).toMatchObject(FORGED);
      expect(await stateOf(sid)).toEqual({ status: 'queued', error: null });
    });

    it('with a second status beside the signed one', async () => {
      const sid = await aMessage();
      const fields = report(sid, 'sent');
      const body = `${new URLSearchParams(fields).toString()}&MessageStatus=delivered`;
      const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signed(fields) };

      expect(await app.client().send('POST', PATH, body, headers)).toMatchObject(FORGED);
      expect(await stateOf(sid)).toEqual({ status: 'queued', error: null });
    });

    it('where no credentials are configured, whatever they are signed with', async () => {
      const inbox = await TestApp.start();
      const fields = report('SM1', 'delivered');
      for (const token of ['', 'undefined', 'null', TOKEN]) {
        const headers = {
          'content-type': 'application/x-www-form-urlencoded',
          ...signed(fields, { token, url: `http://localhost:3000${PATH}` }),
        };
        expect(await inbox.client().send('POST', PATH, new URLSearchParams(fields).toString(), headers)).toMatchObject(FORGED);
      }
      await inbox.close();
    });
  });

  it('need no origin and take no cookies into account', async () => {
    const sid = await aMessage();
    const fields = report(sid, 'sent');

    expect(await post(fields, { ...signed(fields), origin: 'https://evil.example' })).toMatchObject(NOTED);
    expect(await stateOf(sid)).toMatchObject({ status: 'sent' });
  });

  it.each([
    ['application/json', '{"a":{"toString":1}}', 415],
    ['application/json', '{', 400],
    ['text/plain', 'MessageSid=1', 415],
    ['multipart/form-data; boundary=x', '--x--', 415],
    ['application/x-www-form-urlencoded', `a=${'b'.repeat(9_000)}`, 413],
    ['application/x-www-form-urlencoded', '%00=%ff&__proto__=1&constructor[prototype]=2&a=%E0%A4%A', 403],
    ['application/x-www-form-urlencoded', '', 403],
  ])('that are no forms get no 5xx (%#: %s)', async (type, body, status) => {
    expect(await app.client().send('POST', PATH, body, { 'content-type': type, 'x-twilio-signature': 'x' })).toMatchObject({ status });
  });

  it('are the only forms that are read', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const path of ['/api/auth/login/', '/api/auth/otp/request/', '/api/auth/refresh/']) {
      expect(await app.client().send('POST', path, `a=${'b'.repeat(20_000)}`, headers)).toMatchObject({ status: 415 });
    }
  });

  it('are limited by client', async () => {
    const client = app.client();
    const answers = await Promise.all(
      Array.from({ length: 620 }, () => client.send('POST', PATH, '', { 'content-type': 'application/x-www-form-urlencoded' })),
    );

    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(20);
  });
});
