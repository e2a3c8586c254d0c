import { randomUUID } from 'node:crypto';
import type { ExtraClaims } from '@castellan/access';
import { PasswordHasher } from '@castellan/accounts';
import { Logger } from '@nestjs/common';
import { TestApp } from '../../support/app/test-app.js';
import { eventually } from '../../support/app/eventually.js';
import { Atlas } from '../../support/examples/parts/atlas.js';
import { NoYear } from '../../support/examples/parts/no-year.js';
import { Scrypt } from '../../support/examples/parts/scrypt.js';
import { ShopClaims } from '../../support/examples/parts/shop-claims.js';
import { aUser, PASSWORD, signInBearer, someone } from '../../support/people/people.js';

const DAY_MS = 24 * 3_600_000;
const shops = new Map<string, string>();

/** What a token says, for whoever holds it. */
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

describe('parts of accounts that a host replaces', () => {
  let app: TestApp;
  const [scrypt, judge, claims, atlas] = [new Scrypt(), new NoYear(), new ShopClaims(shops), new Atlas('http://127.0.0.1:9')];

  beforeAll(async () => {
    const ports = { passwordHasher: scrypt, passwordPolicy: judge, tokenClaims: claims, addressPlaces: atlas };
    app = await TestApp.start({}, [], ports);
  });
  afterAll(() => app.close());
  beforeEach(() => {
    for (const level of ['log', 'warn', 'error'] as const) jest.spyOn(Logger.prototype, level).mockImplementation();
  });
  afterEach(() => jest.restoreAllMocks());

  const login = (body: object) => app.client().post('/api/auth/login/', { transport: 'bearer', ...body });
  const storedOf = async (email: string) =>
    (await app.sql<{ hash: string }>('SELECT password_hash AS hash FROM users WHERE email = $1', [email]))[0]!.hash;

  describe('the hasher', () => {
    it('stores new passwords and verifies them', async () => {
      const person = await aUser(app);

      expect(await storedOf(person.email)).toMatch(/^shop_scrypt\$/);
      expect([(await login(person)).status, (await login({ ...person, password: 'wrong' })).status]).toEqual([200, 401]);
    });

    it('still reads what was stored otherwise, and stores it anew at the sign-in', async () => {
      const person = await aUser(app);
      jest.spyOn(scrypt, 'hash').mockRejectedValueOnce(new Error('not now'));
      const bcrypt = await app.get(PasswordHasher).hash(person.password);
      await app.sql('UPDATE users SET password_hash = $1 WHERE email = $2', [bcrypt, person.email]);
      expect([(await login({ ...person, password: 'wrong' })).status, await storedOf(person.email)]).toEqual([401, bcrypt]);

      expect((await login(person)).status).toBe(200);
      expect(await storedOf(person.email)).toMatch(/^shop_scrypt\$/);
    });

    it.each([
      ['an unknown user', () => Promise.resolve(someone())],
      ['a wrong password', async () => ({ ...(await aUser(app)), password: 'not that one' })],
    ])('spends one verification of this hasher on %s (who has an account?)', async (_who, whom) => {
      const person = await whom();
      const verify = jest.spyOn(scrypt, 'verify');
      const answer = await login(person);

      expect([answer.status, answer.body.code, verify.mock.calls.length]).toEqual([401, 'invalid_credentials', 1]);
    });

    it.each([
      ['throws', () => Promise.reject(new Error('out of memory'))],
      ['gives rubbish', () => Promise.resolve('yes' as unknown as boolean)],
    ])('is a wrong password when it %s, for users that there are and are not', async (_what, verify) => {
      const person = await aUser(app);
      jest.spyOn(scrypt, 'verify').mockImplementation(verify);

      const answers = [await login(person), await login(someone())];
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(2).fill([401, 'invalid_credentials']));
    });

    it.each([
      ['throws', () => Promise.reject(new Error('out of memory'))],
      ['gives another’s string', () => Promise.resolve('md5$0$0')],
      ['gives nothing', () => Promise.resolve(undefined as unknown as string)],
    ])('loses no sign-up when it %s: the default stores the password, and the next sign-in mends it', async (_what, hash) => {
      const broken = jest.spyOn(scrypt, 'hash').mockImplementation(hash);
      const person = await aUser(app);
      expect(await storedOf(person.email)).toMatch(/^bcrypt_hmac_sha384\$/);
      broken.mockRestore();

      expect((await login(person)).status).toBe(200);
      expect(await storedOf(person.email)).toMatch(/^shop_scrypt\$/);
    });

    it('stops the start when it cannot verify what it hashes, or would take strings that we read', async () => {
      const start = (passwordHasher: Scrypt) => TestApp.start({}, [], { passwordHasher });
      const forgetful = Object.assign(new Scrypt(), { verify: () => Promise.resolve(false) });

      await expect(start(forgetful)).rejects.toThrow('ports.passwordHasher: it does not verify');
      await expect(start(Object.assign(new Scrypt(), { prefix: 'argon2$' }))).rejects.toThrow('ports.passwordHasher: its prefix');
    });
  });

  describe('the policy', () => {
    const signUp = (password: string) => app.client().post('/api/auth/signup/', { ...someone(), password });

    it('adds its reasons, and cannot take ours away', async () => {
      const refused = await signUp('kestrel over marsh 1984');
      expect([refused.status, refused.body.errors]).toEqual([400, { password: ['Do not end the password in a year.'] }]);
      jest.spyOn(judge, 'judge').mockReturnValue([]);

      expect((await signUp('password')).status).toBe(400);
    });

    it.each([
      ['throws', () => Promise.reject(new Error('the list is away'))],
      ['gives nothing', () => undefined as unknown as readonly string[]],
      ['gives an empty text', () => '' as unknown as readonly string[]],
    ])('leaves it to our rules when it %s', async (_what, given) => {
      jest.spyOn(judge, 'judge').mockImplementation(given as () => readonly string[]);

      expect([(await signUp(PASSWORD)).status, (await signUp('password')).status]).toEqual([201, 400]);
    });
  });

  describe('the claims', () => {
    it('are in the tokens of a sign-in and of a refresh', async () => {
      const person = await aUser(app);
      const { access, refresh } = await signInBearer(app, person);
      const { sub } = claimsOf(access);
      shops.set(String(sub), 'Ghent');
      const renewed = await app.client().post('/api/auth/refresh/', { refresh });

      expect(claimsOf(access)).not.toHaveProperty('shop');
      expect(claimsOf(renewed.body.access)).toMatchObject({ shop: 'Ghent', sub });
      expect((await app.client().get('/api/auth/me/', { authorization: `Bearer ${renewed.body.access}` })).status).toBe(200);
    });

    it('override nothing that the token says itself (privilege escalation)', async () => {
      const evil = { sub: randomUUID(), aal: 2, exp: 9_999_999_999, scope: 'admin', toString: 'x', shop: 'Ghent' };
      jest.spyOn(claims, 'claimsOf').mockReturnValue(evil);
      const { access, bearer } = await signInBearer(app, await aUser(app));

      expect(claimsOf(access)).toMatchObject({ aal: 1, shop: 'Ghent' });
      expect(claimsOf(access)).not.toMatchObject({ sub: evil.sub });
      expect(claimsOf(access)).not.toHaveProperty('scope');
      expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(200);
    });

    it('override nothing by saying it late (privilege escalation)', async () => {
      const evil = { toJSON: () => ({ sub: randomUUID(), aal: 2, nbf: 9_999_999_999, scope: 'admin', cnf: {}, shop: 'Ghent' }) };
      jest.spyOn(claims, 'claimsOf').mockReturnValue(evil);
      const said = claimsOf((await signInBearer(app, await aUser(app))).access);

      expect([said['shop'], 'nbf' in said, 'scope' in said, 'cnf' in said]).toEqual(['Ghent', false, false, false]);
    });

    it.each([
      ['throw', () => Promise.reject(new Error('the list is away'))],
      ['say nothing', () => ({ toJSON: () => undefined })],
      ['hang', () => new Promise<never>(() => {})],
      ['are a list', () => ['admin'] as never],
      ['are too long for a cookie', () => ({ shop: 'x'.repeat(1_500) })],
      [
        'turn in circles',
        () => {
          const self: Record<string, unknown> = {};
          self['self'] = self;
          return self;
        },
      ],
    ])('are left out when they %s: the sign-in goes on', async (_what, given) => {
      jest.spyOn(claims, 'claimsOf').mockImplementation(given as () => ExtraClaims);
      const { access } = await signInBearer(app, await aUser(app));

      expect(claimsOf(access)).not.toHaveProperty('shop');
    });
  });

  describe('the place of an address', () => {
    const PUBLIC = { 'x-forwarded-for': '81.2.69.142' };
    let ip = 0;
    const somewhere = () => ({ 'x-forwarded-for': `81.2.69.${String((ip += 1))}` });
    const sessionsOf = async (tokens: { access: string }) =>
      (await app.client().get('/api/auth/sessions/', { authorization: `Bearer ${tokens.access}` })).body.results as readonly {
        location: string | null;
      }[];
    const signInFrom = async (from: Record<string, string>, person: object) =>
      (await app.client(from).post('/api/auth/login/', { ...person, transport: 'bearer' })).body;

    it('is in the answer of the sign-in, in the own sessions, and in the mail about a new device', async () => {
      jest.spyOn(atlas, 'placeOf').mockReturnValue('Ghent, Belgium' as never);
      const person = await aUser(app);
      await app.advance(2 * DAY_MS);
      const { session, tokens } = await signInFrom(PUBLIC, person);

      expect([session.location, (await sessionsOf(tokens))[0]!.location]).toEqual(['Ghent, Belgium', 'Ghent, Belgium']);
      expect((await app.mailTo(person.email, 2)).text).toMatch(/81\.2\.69\.142 \(Ghent, Belgium\)/);
    });

    it('may be promised by whatever has a then()', async () => {
      const then = (resolve: (place: string) => void) => resolve('Liège, Belgium');
      jest.spyOn(atlas, 'placeOf').mockReturnValue({ then } as never);
      const { tokens } = await signInFrom(somewhere(), await aUser(app));

      expect(await sessionsOf(tokens)).toMatchObject([{ location: 'Liège, Belgium' }]);
    });

    it('never delays a sign-in: an answer that takes its time is in the list afterwards', async () => {
      let answer = (_place: string): void => {};
      jest.spyOn(atlas, 'placeOf').mockReturnValue(new Promise((resolve) => (answer = resolve)));
      const { session, tokens } = await signInFrom(somewhere(), await aUser(app));
      expect([session.location, (await sessionsOf(tokens))[0]!.location]).toEqual([null, null]);
      answer('Bruges, Belgium');

      expect(
        await eventually(
          () => sessionsOf(tokens),
          ([first]) => first?.location !== null,
        ),
      ).toMatchObject([{ location: 'Bruges, Belgium' }]);
    });

    it.each([
      [
        'throws at once',
        () => {
          throw new Error('no such table');
        },
      ],
      ['fails', () => Promise.reject(new Error('away'))],
      ['gives rubbish', () => ({ city: 'Ghent' }) as never],
      ['fails in another way', () => ({ then: (_: unknown, reject: (error: Error) => void) => reject(new Error('away')) }) as never],
      ['forges lines', () => 'Ghent\nIt was you, do nothing'],
      ['tells a story', () => 'x'.repeat(101)],
    ])('is not known when the port %s', async (_what, placeOf) => {
      jest.spyOn(atlas, 'placeOf').mockImplementation(placeOf as never);
      const { session, tokens } = await signInFrom(somewhere(), await aUser(app));

      expect([session.location, (await sessionsOf(tokens))[0]!.location]).toEqual([null, null]);
    });

    it('is asked for no private address', async () => {
      const asked = jest.spyOn(atlas, 'placeOf');
      await signInBearer(app, await aUser(app));

      expect(asked).not.toHaveBeenCalled();
    });
  });
});
