import { DevInbox, ReaderLanguages } from '@castellan/notifications';
import { DiscoveryService } from '@nestjs/core';
import { providersExtending } from '@castellan/common';
import { eventually } from '../../support/app/eventually.js';
import { withApp } from '../../support/app/with-app.js';
import { aUser, linkOf, signInBearer, someone } from '../../support/people/people.js';
import type { Meeting } from '../../support/people/people.js';
import { Authenticator } from '../../support/people/second-factor.js';

const GERMAN = { 'accept-language': 'de-AT,de;q=0.9,en;q=0.4' };
const ENGLISH = { 'accept-language': 'en-GB,en;q=0.9,de;q=0.5' };
const NEW_PASSWORD = 'a staple that nobody else has 7';

describe('the language of mails and SMS', () => {
  const app = withApp({ THROTTLE_OTP_REQUEST: 'off', THROTTLE_OTP_VERIFY: 'off' });
  let numbers = 0;
  const aNumber = (): string => `+4915112${String(845000 + numbers++).padStart(6, '0')}`;
  /** People whose browser says what it reads. */
  const reading = (headers: Readonly<Record<string, string>>): Meeting => ({
    client: (more = {}) => app.client({ ...headers, ...more }),
    mailTo: (address, count) => app.mailTo(address, count),
  });
  const delivered = (to: string, count: number) =>
    eventually(
      () => app.get(DevInbox).list(to),
      (messages) => messages.length >= count,
    );
  /** Of the mails, the oldest first. */
  const languagesOf = async (to: string, count: number): Promise<readonly string[]> =>
    (await delivered(to, count)).map(({ html }) => /<html lang="([^"]+)">/.exec(html ?? '')![1]!).toReversed();

  it.each([
    [GERMAN, 'de', 'Bestätigen Sie Ihre E-Mail-Adresse für Castellan'],
    [ENGLISH, 'en', 'Confirm your e-mail address for Castellan'],
    [{ 'accept-language': 'fr,pt;q=0.5' }, 'en', 'Confirm your e-mail address for Castellan'],
    [{ 'accept-language': ';;q=,,\u00ff' }, 'en', 'Confirm your e-mail address for Castellan'],
  ])('is that of the browser that signs up: %j', async (headers, language, subject) => {
    const { email } = await aUser(reading(headers), { verified: false });

    expect(await app.mailTo(email)).toMatchObject({ subject, html: expect.stringContaining(`lang="${language}"`) as string });
  });

  describe.each([
    ['of the request, where the profile says none', null, GERMAN],
    ['of the profile, whatever the browser says', 'de-AT', ENGLISH],
  ])('is that %s', (_what, language, headers) => {
    const setUp = async () => {
      const people = reading(headers);
      const person = await aUser(people);
      const session = await signInBearer(people, person);
      if (language)
        await app
          .client()
          .send('PATCH', '/api/profile/', JSON.stringify({ language }), { 'content-type': 'application/json', ...session.bearer });
      await app.get(DevInbox).clear();
      const post = async (path: string, body: object = {}) => {
        const answer = await people.client().post(`/api/auth/${path}/`, body, session.bearer);
        if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
        return answer;
      };
      return { ...person, people, post, session };
    };

    it('for what is asked for, and what is told of passwords', async () => {
      const { email, people, post } = await setUp();
      await post('otp/request', { identifier: email });
      await post('signup', { ...someone(), email });
      await post('password-reset', { email });
      await languagesOf(email, 3);
      const proof = await linkOf(people, email, 3);
      await post('password-reset-confirm', { ...proof, new_password: NEW_PASSWORD, confirm_password: NEW_PASSWORD });

      expect(await languagesOf(email, 4)).toEqual(['de', 'de', 'de', 'de']);
    });

    it('for a change of address, also at the address that is not theirs yet, and at the one that is no longer', async () => {
      const { email, people, post } = await setUp();
      const { email: next } = someone();
      await post('change-email', { new_email: next });
      expect(await languagesOf(next, 1)).toEqual(['de']);
      await post('change-email-confirm', await linkOf(people, next));

      expect(await languagesOf(email, 2)).toEqual(['de', 'de']);
    });

    it('for a code by SMS to a number that is not proven yet, and the mails about numbers', async () => {
      const { email, post } = await setUp();
      const phone = aNumber();
      await post('phone', { phone });
      const [sms] = await delivered(phone, 1);
      expect(sms?.text).toBe(`Ihr Einmalcode lautet: ${sms?.code}`);
      await post('phone/confirm', { code: sms?.code });
      await post('otp/request', { identifier: phone });

      expect((await delivered(phone, 2))[0]?.text).toMatch(/^Ihr Einmalcode lautet: \d{6}$/);
      expect(await languagesOf(email, 1)).toEqual(['de']);
    });

    it('for a second factor', async () => {
      const { email, post } = await setUp();
      const { secret } = (await post('2fa/setup')).body;
      await post('2fa/enable', { code: new Authenticator(app, secret).code() });

      expect(await languagesOf(email, 1)).toEqual(['de']);
    });

    it('for the end of an account', async () => {
      const { email, people, session } = await setUp();
      await people.client().delete('/api/auth/me/', session.bearer);

      expect(await languagesOf(email, 1)).toEqual(['de']);
    });
  });

  it('tells nobody who has an account: no request waits for it, nor asks', async () => {
    const [known, unknown] = [await aUser(reading(GERMAN)), someone()];
    let letGo = (): void => {};
    const hanging = new Promise<string | null>((resolve) => (letGo = () => resolve(null)));
    const languages = providersExtending(app.get(DiscoveryService), ReaderLanguages)[0]!;
    const asked = jest.spyOn(languages, 'of').mockReturnValue(hanging);

    const answers = await Promise.all(
      [known, unknown].map(({ email }) => app.client(GERMAN).post('/api/auth/otp/request/', { identifier: email })),
    );
    expect(answers.map(({ status, text }) => [status, text])).toEqual([answers[0], answers[0]].map((one) => [200, one!.text]));
    letGo();
    asked.mockRestore();

    expect(await languagesOf(known.email, 2)).toEqual(['de', 'de']);
    expect(await languagesOf(unknown.email, 1)).toEqual(['de']);
  });
});
