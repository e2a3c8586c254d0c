import { LOCAL_CONTEXT } from '@castellan/log';
import { UserCreation } from '@castellan/accounts';
import { aUser, someone } from '../../../support/people/people.js';
import { TestApp } from '../../../support/app/test-app.js';

let app: TestApp;
const creation = (): UserCreation => app.get(UserCreation);

describe(UserCreation.name, () => {
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  it('makes a verified user without a password, and says so', async () => {
    const { email } = someone();
    const { user, created } = await creation().registerUser(email.toUpperCase(), null);
    expect(created).toBe(true);
    expect(user).toMatchObject({ email, username: null, isVerified: true, isStaff: false, isSuperuser: false, permissions: [] });
    const [stored] = await app.sql('SELECT password_hash FROM users WHERE id = $1', [user.id]);
    expect(stored).toEqual({ password_hash: null });
  });

  it('records that somebody registered', async () => {
    const { user } = await creation().registerUser(someone().email, null, { ...LOCAL_CONTEXT, ip: '10.1.2.3' });
    const events = await app.sql('SELECT event, status, identifier, ip FROM auth_events WHERE user_id = $1', [user.id]);
    expect(events).toEqual([{ event: 'register', status: 'success', identifier: user.email, ip: '10.1.2.3' }]);
  });

  it('gives an existing user as they are', async () => {
    const { email } = await aUser(app, { verified: false });
    const { user, created } = await creation().registerUser(email, null);
    expect(created).toBe(false);
    expect(user).toMatchObject({ email, isVerified: false });
  });

  it('makes one user of twenty parallel calls', async () => {
    const { email } = someone();
    const found = await Promise.all(Array.from({ length: 20 }, () => creation().registerUser(email, null)));
    expect(found.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(found.map(({ user }) => user.id)).size).toBe(1);
  });

  it('refuses what is no address', async () => {
    await expect(creation().registerUser('ada', null)).rejects.toMatchObject({
      code: 'validation_failed',
      extras: { errors: { email: [expect.any(String)] } },
    });
  });
});
