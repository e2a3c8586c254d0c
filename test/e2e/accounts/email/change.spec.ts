import { EmailChange } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import { DevInbox } from '@castellan/notifications';
import type { Answer } from '../../../support/http/client.js';
import { aUser, linkOf, signInBearer, signInCookie, someone } from '../../../support/people/people.js';
import type { BearerSession, Person } from '../../../support/people/people.js';
import { linkTo as anyLinkTo } from '../../../support/people/second-factor.js';
import { TestApp } from '../../../support/app/test-app.js';

const HOUR_MS = 3_600_000;

describe(EmailChange.name, () => {
  let app: TestApp;
  let person: Person;
  let session: BearerSession;
  let fresh: string;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    person = await aUser(app);
    session = await signInBearer(app, person);
    fresh = someone().email;
  });
  afterAll(() => app.close());

  const post = (path: string, body: object, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);
  const ask = (new_email: string, by = session) => post('change-email', { new_email }, by.bearer);
  /** The newest mail to the old address whose link leads to this page. */
  const linkTo = async (email: string, page: string) => {
    for (let count = 1; ; count += 1) {
      const { links } = await app.mailTo(email, count);
      const link = links.find((candidate) => candidate.includes(page));
      if (link) return Object.fromEntries(new URL(link).searchParams);
    }
  };

  it('moves the account once the new address is proven, and ends every session', async () => {
    expect((await ask(fresh.toUpperCase())).status).toBe(200);
    expect((await app.client().get('/api/auth/me/', session.bearer)).body.email).toBe(person.email);
    expect((await post('change-email-confirm', await linkOf(app, fresh))).status).toBe(200);
    expect((await app.client().get('/api/auth/me/', session.bearer)).body).toMatchObject({
      code: 'session_ended',
      reason: 'email_changed',
    });
    expect((await post('login', person)).status).toBe(401);
    const moved = await signInBearer(app, { ...person, email: fresh });
    expect((await app.client().get('/api/auth/me/', moved.bearer)).body).toMatchObject({ email: fresh, is_verified: true });
  });

  it('goes the same way in a browser with cookies', async () => {
    const { browser } = await signInCookie(app, person);
    expect((await browser.post('/api/auth/change-email/', { new_email: fresh })).status).toBe(200);
    expect((await browser.post('/api/auth/change-email-confirm/', await linkOf(app, fresh))).status).toBe(200);
    expect((await browser.get('/api/auth/me/')).body).toMatchObject({ code: 'session_ended', reason: 'email_changed' });
    await signInCookie(app, { ...person, email: fresh });
  });

  it('answers alike for a taken address, and tells its owner', async () => {
    const other = await aUser(app);
    const [taken, free] = [await ask(other.email), await ask(fresh)];
    expect([taken.status, taken.text]).toEqual([free.status, free.text]);
    expect((await app.mailTo(other.email, 2)).links.join()).not.toContain('change-email-confirm');
  });

  it('asks for a recent sign-in', async () => {
    app.clock.advance(5 * 60_000);
    expect((await ask(fresh)).body).toMatchObject({ status: 403, code: 'reauthentication_required' });
    const { body } = await post('reauthenticate', { password: person.password }, session.bearer);
    expect((await ask(fresh, { ...session, bearer: { authorization: `Bearer ${body.tokens.access}` } })).status).toBe(200);
  });

  it('keeps the address out of the link: another one cannot be smuggled in', async () => {
    await ask(fresh);
    const link = await linkOf(app, fresh);
    expect(JSON.stringify(link)).not.toContain('@');
    await post('change-email-confirm', { ...link, new_email: 'mallory@example.com', email: 'mallory@example.com' });
    await signInBearer(app, { ...person, email: fresh });
  });

  it('takes each link once, of twenty parallel requests one; a newer request kills the older link', async () => {
    await ask(fresh);
    const older = await linkOf(app, fresh);
    await ask(fresh);
    const newer = await linkOf(app, fresh, 2);
    expect((await post('change-email-confirm', older)).body.code).toBe('invalid_link');
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('change-email-confirm', newer)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('checks again at the end that nobody took the address meanwhile', async () => {
    await ask(fresh);
    const link = await linkOf(app, fresh);
    await aUser(app, { email: fresh, verified: false });
    await app.sql('UPDATE users SET is_verified = true WHERE email = $1', [fresh]);
    expect((await post('change-email-confirm', link)).body.code).toBe('invalid_link');
    expect((await app.client().get('/api/auth/me/', session.bearer)).status).toBe(200);
  });

  it('takes the address from somebody who only signed up with it', async () => {
    await aUser(app, { email: fresh, verified: false });
    await ask(fresh);
    await post('change-email-confirm', await linkOf(app, fresh, 2));
    await signInBearer(app, { ...person, email: fresh });
  });

  it('dies after an hour, and with a password change', async () => {
    await ask(fresh);
    const link = await linkOf(app, fresh);
    const { body } = await post(
      'change-password',
      { old_password: person.password, new_password: 'a newer phrase nobody guesses' },
      session.bearer,
    );
    expect((await post('change-email-confirm', link)).body.code).toBe('invalid_link');
    const later = someone().email;
    await post('change-email', { new_email: later }, { authorization: `Bearer ${body.tokens.access}` });
    const expiring = await linkOf(app, later);
    await app.advance(HOUR_MS);
    expect((await post('change-email-confirm', expiring)).body.code).toBe('invalid_link');
  });

  it('dies with a password change, even one that overtakes the request (race)', async () => {
    const transaction = app.get(Transaction);
    const run = transaction.run.bind(transaction);
    const overtaken = jest.spyOn(transaction, 'run').mockImplementationOnce(async (work) => {
      const change = { old_password: person.password, new_password: 'a newer phrase nobody guesses' };
      expect((await post('change-password', change, session.bearer)).status).toBe(200);
      return run(work);
    });
    expect((await ask(fresh)).body).toMatchObject({ status: 401, code: 'token_invalid' });
    overtaken.mockRestore();
    expect(await app.sql('SELECT 1 FROM mailed_links WHERE subject = $1', [fresh])).toEqual([]);
  });

  it('lets a pending link die at the next request, taken address or free: it tells nobody who has an account (enumeration)', async () => {
    const other = await aUser(app);
    const probe = async (address: string) => {
      const mine = someone().email;
      await ask(mine);
      await ask(address);
      return post('change-email-confirm', await linkOf(app, mine));
    };
    const [taken, free] = [await probe(other.email), await probe(someone().email)];
    expect([taken.body.code, free.body.code]).toEqual(['invalid_link', 'invalid_link']);
    const exported = async () => (await app.client().get('/api/auth/me/export/', session.bearer)).body;
    const links = (address: string) =>
      ask(address)
        .then(exported)
        .then((data) => JSON.stringify(data).includes(address));
    expect([await links(other.email), await links(someone().email)]).toEqual([true, true]);
  });

  it('refuses the own address, and leaves the pending one as it is', async () => {
    await ask(fresh);
    const { status, body } = await ask(person.email.toUpperCase());
    expect([status, body.code, Object.keys(body.errors)]).toEqual([400, 'validation_failed', ['new_email']]);
    expect((await post('change-email-confirm', await linkOf(app, fresh))).status).toBe(200);
  });

  it('keeps the way back while the account is disabled: a refused undo spends nothing', async () => {
    await ask(fresh);
    await post('change-email-confirm', await linkOf(app, fresh));
    const undo = await linkTo(person.email, '/undo-email-change');
    await app.sql('UPDATE users SET is_active = false WHERE email = $1', [fresh]);
    expect((await post('undo-email-change', undo)).body.code).toBe('invalid_link');
    await app.sql('UPDATE users SET is_active = true WHERE email = $1', [fresh]);
    expect((await post('undo-email-change', undo)).status).toBe(200);
  });

  it('is undone by the old address for 72 hours, which ends every session and asks for a reset', async () => {
    await ask(fresh);
    await post('change-email-confirm', await linkOf(app, fresh));
    const thief = await signInBearer(app, { ...person, email: fresh });
    const undo = await linkTo(person.email, '/undo-email-change');
    app.clock.advance(71 * HOUR_MS);
    expect((await post('undo-email-change', undo)).status).toBe(200);
    expect((await app.client().get('/api/auth/me/', thief.bearer)).status).toBe(401);
    expect((await post('login', person)).body).toMatchObject({ status: 403, code: 'password_reset_required' });
    const reset = await linkTo(person.email, '/password-reset-confirm');
    await post('password-reset-confirm', { ...reset, new_password: 'a newer phrase nobody guesses' });
    await signInBearer(app, { ...person, password: 'a newer phrase nobody guesses' });
    expect((await post('undo-email-change', undo)).body.code).toBe('invalid_link');
  });

  it('cannot be undone by whoever moved it on: a way back kills the ways made after it', async () => {
    await ask(fresh);
    await post('change-email-confirm', await linkOf(app, fresh));
    const thief = await signInBearer(app, { ...person, email: fresh });
    app.clock.advance(1000);
    const third = someone().email;
    await ask(third, thief);
    await post('change-email-confirm', await linkOf(app, third));
    const [owners, thiefs] = [await linkTo(person.email, '/undo-email-change'), await linkTo(fresh, '/undo-email-change')];
    expect((await post('undo-email-change', owners)).status).toBe(200);
    expect((await post('undo-email-change', thiefs)).body.code).toBe('invalid_link');
  });

  it('is undone even if somebody signed up with the old address, unproven, to keep the way shut', async () => {
    await ask(fresh);
    await post('change-email-confirm', await linkOf(app, fresh));
    const undo = await linkTo(person.email, '/undo-email-change');
    await post('signup', { email: person.email, password: 'an attacker chose this one' });
    expect((await post('undo-email-change', undo)).status).toBe(200);
  });

  describe('is undone even if the thief signs up with the old address, and its owner, who finds nothing to sign in to,', () => {
    const move = async () => {
      await ask(fresh);
      await post('change-email-confirm', await linkOf(app, fresh));
      await post('signup', { email: person.email, password: 'an attacker chose this one' });
    };
    const follow = (page: string) => anyLinkTo(app, person.email, page);
    const code = async () => {
      const codes = async () => (await app.get(DevInbox).list(person.email)).flatMap((mail) => mail.code ?? []);
      await post('otp/request', { identifier: person.email });
      return (await codes())[0] ?? '123456'; // none is sent
    };
    const reset = async () => {
      await post('password-reset', { email: person.email });
      return post('password-reset-confirm', { ...(await follow('password-reset-confirm')), new_password: 'a newer phrase 7' });
    };
    const moveAnother = async () => {
      await ask(person.email, await signInBearer(app, await aUser(app)));
      return post('change-email-confirm', await follow('change-email-confirm'));
    };
    const doors: readonly [string, () => Promise<Answer>, string][] = [
      ['confirms the address', async () => post('verify-account', await follow('verify-account')), 'invalid_link'],
      ['asks for a new password', reset, 'invalid_link'],
      ['asks for a code', async () => post('otp/verify', { identifier: person.email, otp_code: await code() }), 'invalid_code'],
      ['lets another account of the thief’s move there', moveAnother, 'invalid_link'],
    ];

    it.each(doors)('%s', async (_what, act, refusal) => {
      await move();
      const undo = await follow('undo-email-change');
      expect((await act()).body.code).toBe(refusal);
      expect((await post('undo-email-change', undo)).status).toBe(200);
    });
  });

  it('goes back by another change, too, while it can still be undone', async () => {
    await ask(fresh);
    await post('change-email-confirm', await linkOf(app, fresh));
    await ask(person.email, await signInBearer(app, { ...person, email: fresh }));
    expect((await post('change-email-confirm', await linkTo(person.email, '/change-email-confirm'))).status).toBe(200);
  });
});
