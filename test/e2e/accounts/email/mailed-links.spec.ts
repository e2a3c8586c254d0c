import { randomBytes } from 'node:crypto';
import { aUser, linkOf, signInBearer, someone } from '../../../support/people/people.js';
import { withApp } from '../../../support/app/with-app.js';

const ROUTES = {
  verify_email: 'verify-account',
  password_reset: 'password-reset-confirm',
  email_change: 'change-email-confirm',
  email_change_undo: 'undo-email-change',
  sign_in_report: 'report-sign-in',
} as const;
type Purpose = keyof typeof ROUTES;
const PURPOSES = Object.keys(ROUTES) as Purpose[];

describe('mailed links', () => {
  const app = withApp();

  const follow = (purpose: Purpose, link: { uid: string; token: string }) =>
    app.client().post(`/api/auth/${ROUTES[purpose]}/`, { ...link, new_password: 'a newer phrase nobody guesses' });
  /** A link as the service keeps it, for a user with a session. */
  const aLink = async (purpose: Purpose, { lives = true } = {}) => {
    const person = await aUser(app);
    const { sessionId } = await signInBearer(app, person);
    const token = randomBytes(32).toString('base64url');
    const subject = { email_change: someone().email, email_change_undo: someone().email, sign_in_report: sessionId }[purpose as string];
    const [user] = await app.sql<{ uid: string }>(
      `INSERT INTO mailed_links (user_id, purpose, is_only, token_hash, subject, created_at, expires_at)
       SELECT id, $2, false, sha256($3), $4, $5, $5 FROM users WHERE email = $1 RETURNING user_id AS uid`,
      [person.email, purpose, Buffer.from(token), subject ?? null, new Date(app.clock.millis() + (lives ? 1000 : -1000))],
    );
    return { uid: user!.uid, token };
  };

  it.each(PURPOSES)('refuses a link of any other purpose than %s, which spends nothing', async (purpose) => {
    const others = PURPOSES.filter((other) => other !== purpose);
    const link = await aLink(purpose);
    const refusals = await Promise.all(others.map((other) => follow(other, link)));
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(others.map(() => [400, 'invalid_link']));
    expect((await follow(purpose, link)).status).toBe(200);
    expect((await follow(purpose, link)).body).toMatchObject({ status: 400, code: 'invalid_link' });
  });

  it.each(PURPOSES)('refuses an expired link of %s', async (purpose) => {
    expect((await follow(purpose, await aLink(purpose, { lives: false }))).body).toMatchObject({ status: 400, code: 'invalid_link' });
  });

  it.each(PURPOSES)('refuses the link of %s under the name of another user', async (purpose) => {
    const [link, other] = [await aLink(purpose), await aLink(purpose)];
    expect((await follow(purpose, { uid: other.uid, token: link.token })).body).toMatchObject({ status: 400, code: 'invalid_link' });
  });

  it.each([
    ['password-reset', 'password_reset', {}],
    ['resend-verification', 'verify_email', { verified: false }],
  ])('leaves one link after parallel requests to %s', async (route, purpose, kind) => {
    const person = await aUser(app, kind);
    const answers = await Promise.all(Array.from({ length: 4 }, () => app.client().post(`/api/auth/${route}/`, { email: person.email })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(
      await app.sql('SELECT count(*)::int AS n FROM mailed_links JOIN users u ON u.id = user_id WHERE u.email = $1 AND purpose = $2', [
        person.email,
        purpose,
      ]),
    ).toEqual([{ n: 1 }]);
  });

  it('leaves one pending address after parallel requests to change it', async () => {
    const person = await aUser(app);
    const { bearer } = await signInBearer(app, person);
    const addresses = Array.from({ length: 4 }, () => someone().email);
    await Promise.all(addresses.map((new_email) => app.client().post('/api/auth/change-email/', { new_email }, bearer)));
    const links = await Promise.all(addresses.map((address) => linkOf(app, address)));
    const answers = await Promise.all(links.map((link) => follow('email_change', link)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
