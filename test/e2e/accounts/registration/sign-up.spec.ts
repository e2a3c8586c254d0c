import { PasswordHasher, SignUp } from '@castellan/accounts';
import { aUser, linkOf, signInCookie, someone } from '../../../support/people/people.js';
import { withApp } from '../../../support/app/with-app.js';

describe(SignUp.name, () => {
  const app = withApp();

  const signUp = (body: object) => app.client().post('/api/auth/signup/', body);

  it('answers byte for byte alike for a free, a waiting and a taken address, for one hash each', async () => {
    const spent = jest.spyOn(app.get(PasswordHasher), 'hash');
    const taken = await aUser(app);
    const waiting = await aUser(app, { verified: false });
    spent.mockClear();
    const answers = [await signUp(someone()), await signUp(waiting), await signUp(taken)];
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(spent).toHaveBeenCalledTimes(3);
    spent.mockRestore();
  });

  it('tells the owner of a taken address by mail, and changes nothing of theirs', async () => {
    const owner = await aUser(app);
    await signUp({ ...owner, password: 'an attacker chose this one', first_name: 'Mallory' });
    expect((await app.mailTo(owner.email, 2)).subject).not.toContain('Confirm');
    const { answer } = await signInCookie(app, owner);
    expect(answer.body.user.first_name).toBe('');
  });

  it('puts that sign-up of an unproven address into force whose password is given with the newest link', async () => {
    const person = await aUser(app, { verified: false });
    const older = await linkOf(app, person.email);
    await signUp({ ...person, password: 'another long enough one', first_name: 'Grace' });
    const newer = { ...(await linkOf(app, person.email, 2)), password: 'another long enough one' };
    expect((await app.client().post('/api/auth/verify-account/', older)).body.code).toBe('invalid_link');
    expect((await app.client().post('/api/auth/verify-account/', newer)).status).toBe(200);
    expect((await app.client().post('/api/auth/login/', { ...person })).status).toBe(401);
    expect((await signInCookie(app, { ...person, password: 'another long enough one' })).answer.body.user.first_name).toBe('Grace');
  });

  it('makes one account of twenty parallel sign-ups with one address, in any case', async () => {
    const person = someone();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => signUp({ ...person, email: index % 2 ? person.email : person.email.toUpperCase() })),
    );
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(await app.sql('SELECT count(*)::int AS n FROM users WHERE email = $1', [person.email])).toEqual([{ n: 1 }]);
  });

  it('lets one of ten who wish for a username have it, when they prove their addresses in parallel', async () => {
    const username = `name.${someone().email.slice(1, 9)}`;
    const people = Array.from({ length: 10 }, someone);
    const answers = await Promise.all(people.map((person) => signUp({ ...person, username })));
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(await app.sql('SELECT 1 FROM users WHERE username_key = $1', [username])).toEqual([]);
    const links = await Promise.all(people.map(({ email }) => linkOf(app, email)));
    const proofs = await Promise.all(links.map((link) => app.client().post('/api/auth/verify-account/', link)));
    expect(proofs.every(({ status }) => status === 200)).toBe(true);
    expect(await app.sql('SELECT count(*)::int AS n FROM users WHERE username_key = $1', [username])).toEqual([{ n: 1 }]);
  });

  it('does not tell by a username whether an address was free (enumeration)', async () => {
    const [free, taken] = [someone(), await aUser(app)];
    const probe = async (email: string) => {
      const username = `probe.${someone().email.slice(1, 9)}`;
      await signUp({ ...someone(), email, username });
      return (await signUp({ ...someone(), username })).status;
    };
    expect([await probe(free.email), await probe(taken.email)]).toEqual([201, 201]);
  });

  it('refuses a taken username before it looks at the address', async () => {
    const username = `name.${someone().email.slice(1, 9)}`;
    const owner = await aUser(app, { username });
    const [free, taken] = [await signUp({ ...someone(), username: username.toUpperCase() }), await signUp({ ...owner, username })];
    expect(free.body.errors).toEqual(taken.body.errors);
    expect(free.status).toBe(400);
  });

  it('binds no field that is not its own', async () => {
    const person = someone();
    await signUp({
      ...person,
      is_staff: true,
      is_superuser: true,
      is_verified: true,
      token_version: 7,
      id: '00000000-0000-0000-0000-000000000000',
    });
    expect(await app.sql('SELECT is_staff, is_superuser, is_verified, token_version FROM users WHERE email = $1', [person.email])).toEqual([
      { is_staff: false, is_superuser: false, is_verified: false, token_version: 0 },
    ]);
  });

  it('reports all failures of all fields together', async () => {
    const { status, body } = await signUp({ email: 'no address', password: 7, username: 'a@b', first_name: ['x'] });
    expect(status).toBe(400);
    expect(body.code).toBe('validation_failed');
    expect(Object.keys(body.errors).sort()).toEqual(['email', 'first_name', 'password', 'username']);
  });

  it('tells what is wrong with the password together with what is wrong elsewhere', async () => {
    const { body } = await signUp({ email: 'no address', password: '1234567', confirm_password: '7654321' });
    expect(body.errors).toEqual({
      email: [expect.any(String)],
      password: [expect.stringContaining('short'), expect.stringContaining('common')],
      confirm_password: [expect.any(String)],
    });
  });

  it('refuses a guessable password with every reason', async () => {
    const { body } = await signUp({ email: 'annabelle@example.com', password: '12345' });
    expect(body.errors.password).toEqual([expect.stringContaining('short'), expect.stringContaining('common')]);
    expect((await signUp({ email: 'annabelle@example.com', password: 'annabelle.x1' })).body.errors.password).toEqual([
      expect.stringContaining('email'),
    ]);
    expect((await signUp({ ...someone(), confirm_password: 'different' })).body.errors).toHaveProperty('confirm_password');
  });

  it('answers register/, an older name of the route, alike', async () => {
    expect((await app.client().post('/api/auth/register/', someone())).status).toBe(201);
  });

  describe('verification', () => {
    it('dies after ten minutes', async () => {
      const { email } = await aUser(app, { verified: false });
      const link = await linkOf(app, email);
      app.clock.advance(10 * 60_000);
      expect((await app.client().post('/api/auth/verify-account/', link)).body.code).toBe('invalid_link');
    });

    it('lets one of twenty parallel requests spend a link', async () => {
      const { email } = await aUser(app, { verified: false });
      const link = await linkOf(app, email);
      const answers = await Promise.all(Array.from({ length: 20 }, () => app.client().post('/api/auth/verify-account/', link)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it('does not open one account with the token of another', async () => {
      const [a, b] = [await aUser(app, { verified: false }), await aUser(app, { verified: false })];
      const swapped = { uid: (await linkOf(app, a.email)).uid, token: (await linkOf(app, b.email)).token };
      expect((await app.client().post('/api/auth/verify-account/', swapped)).body.code).toBe('invalid_link');
    });

    it('is not spent by a mail scanner that opens the link, nor by HEAD', async () => {
      const { email } = await aUser(app, { verified: false });
      const { uid, token } = await linkOf(app, email);
      const path = `/api/auth/verify-account/?uid=${uid}&token=${token}`;
      const scan = await app.client().get(path, { accept: 'text/html,*/*;q=0.8' });
      expect(scan.status).toBe(303);
      expect(scan.headers.get('location')).toBe(`${app.configuration.frontendUrl}/verify-account?uid=${uid}&token=${token}`);
      expect((await app.client().send('HEAD', path, undefined, { accept: 'application/json' })).status).toBe(303);
      expect((await app.client().get(path, { accept: '*/*' })).status).toBe(303);
      expect((await app.client().get(path, { accept: 'application/json' })).status).toBe(200);
    });

    it('is sent again on request, alike for waiting, verified and unknown addresses', async () => {
      const [waiting, verified] = [await aUser(app, { verified: false }), await aUser(app)];
      const older = await linkOf(app, waiting.email);
      const answers = [];
      for (const { email } of [waiting, verified, someone()])
        answers.push(await app.client().post('/api/auth/resend-verification/', { email }));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      const newer = await linkOf(app, waiting.email, 2);
      expect((await app.client().post('/api/auth/verify-account/', older)).status).toBe(400);
      expect((await app.client().post('/api/auth/verify-account/', newer)).status).toBe(200);
    });

    it('keeps only the hash of a token', async () => {
      const { email } = await aUser(app, { verified: false });
      const { token } = await linkOf(app, email);
      const rows = await app.sql<{ row: string }>(`SELECT t::text AS row FROM mailed_links t UNION ALL SELECT data::text FROM pgboss.job`);
      expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
    });
  });
});
