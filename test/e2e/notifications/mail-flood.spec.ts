import { Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { DevInbox } from '@castellan/notifications';
import { eventually } from '../../support/app/eventually.js';
import { PASSWORD, aUser, linkOf, signInBearer, someone } from '../../support/people/people.js';
import { withApp } from '../../support/app/with-app.js';

const HOUR_MS = 3_600_000;
const OPERATORS = 'operators@example.com';

describe('A stranger who asks for mails without end', () => {
  const app = withApp({ OPERATORS_EMAIL: OPERATORS, THROTTLE_OTP_REQUEST: 'off' });

  const post = (path: string, body: object) => app.client().post(`/api/auth/${path}/`, body);
  const times = async (count: number, work: () => Promise<unknown>): Promise<void> => {
    for (let time = 0; time < count; time += 1) await work();
  };
  const subjectsTo = async (email: string): Promise<readonly string[]> =>
    (await app.get(DevInbox).list(email)).map(({ subject }) => subject ?? '');
  /** The queue has nothing more to do. */
  const delivered = () =>
    eventually(
      () => app.sql(`SELECT 1 FROM pgboss.job WHERE name = 'mail' AND state < 'completed'`),
      ({ length }) => length === 0,
    );

  it('does not kill the reset link that was mailed last', async () => {
    const { email } = await aUser(app);
    await times(8, () => post('password-reset', { email }));
    const link = await linkOf(app, email, 6); // after the one of the sign-up
    expect((await post('password-reset-confirm', { ...link, new_password: 'glass tundra orbit 9' })).status).toBe(200);
  });

  it('kills neither the verification link nor the password that it was mailed for', async () => {
    const person = await aUser(app, { verified: false });
    await times(4, () => post('resend-verification', { email: person.email }));
    const link = await linkOf(app, person.email, 5);
    await times(2, () => post('resend-verification', { email: person.email }));
    expect((await post('signup', { ...person, password: 'an attacker chose this one' })).status).toBe(201);
    expect((await post('verify-account', { ...link, password: PASSWORD })).status).toBe(200);
    expect((await post('login', { ...person, password: 'an attacker chose this one' })).status).toBe(401);
    await signInBearer(app, { email: person.email, password: PASSWORD });
  });

  it('is answered anew after an hour and a little', async () => {
    const { email } = await aUser(app);
    await times(6, () => post('password-reset', { email }));
    await app.advance(66 * 60_000);
    await post('password-reset', { email });
    const link = await linkOf(app, email, 7);
    expect((await post('password-reset-confirm', { ...link, new_password: 'glass tundra orbit 9' })).status).toBe(200);
  });

  it('cannot silence the notices of sign-ins: each one from a new device is told', async () => {
    const person = await aUser(app);
    await app.advance(25 * HOUR_MS);
    await times(6, () => post('password-reset', person));
    await times(7, () => post('signup', person));
    await times(8, () => signInBearer(app, person));

    await app.mailTo(person.email, 8);
    await delivered();
    expect(await subjectsTo(person.email)).toEqual(expect.arrayContaining(Array(8).fill('New sign-in to your account at Castellan')));
  });

  it('gets ten mails an hour into one mailbox, by all kinds and sub-addresses together', async () => {
    const { email } = await aUser(app); // its mail is the first of the ten
    const [name, domain] = email.split('@') as [string, string];
    await times(6, () => post('password-reset', { email }));
    for (let n = 1; n <= 8; n += 1) {
      const email = `${name}+${n}@${domain}`;
      await post('signup', { email, password: PASSWORD });
      await post('otp/request', { identifier: email });
      await post('resend-verification', { email });
    }

    await delivered();
    const all = await app.get(DevInbox).list();
    expect(all.filter(({ to }) => to.startsWith(name))).toHaveLength(10);
  });

  it('cannot use up the mails of somebody in silence, by sub-addresses that nobody has', async () => {
    const { email } = await aUser(app);
    for (let n = 1; n <= 12; n += 1) await post('password-reset', { email: email.replace('@', `+${n}@`) });

    await post('password-reset', { email });
    expect((await app.mailTo(email, 2)).subject).toBe('Choose a new password for Castellan');
  });

  it('does not kill the reset link that was mailed last, when other kinds have used up the mailbox', async () => {
    const { email } = await aUser(app);
    await post('password-reset', { email });
    const link = await linkOf(app, email, 2);
    for (let n = 1; n <= 12; n += 1) await post('otp/request', { identifier: email.replace('@', `+${n}@`) });
    await delivered();
    await post('password-reset', { email });

    expect((await post('password-reset-confirm', { ...link, new_password: 'glass tundra orbit 9' })).status).toBe(200);
  });

  it('sends nothing while the store that counts is full; operators are told once, and owners of what happens to them', async () => {
    const [robbed, newcomer, owner] = [await aUser(app), someone(), await aUser(app)];
    const session = await signInBearer(app, owner);
    const full = jest.spyOn(app.app.get(EphemeralStore, { strict: false }), 'increment').mockRejectedValue(new Unavailable());
    await post('password-reset', robbed);
    await post('signup', newcomer);
    await app.client(session.bearer).delete('/api/auth/me/');

    expect((await app.mailTo(OPERATORS)).text).toMatch(/away or\s+full/);
    expect((await app.mailTo(owner.email, 2)).subject).toBe('Your account is closed at Castellan');
    expect(await subjectsTo(robbed.email)).toHaveLength(1);
    expect(await subjectsTo(newcomer.email)).toEqual([]);
    expect(await app.sql(`SELECT reason FROM auth_events WHERE event = 'security_incident'`)).toEqual([{ reason: 'store_away' }]);
    full.mockRestore();
    expect((await app.mailTo(newcomer.email)).subject).toBe('Confirm your e-mail address for Castellan'); // it waited
  });
});
