import { AccountClosing, AccountErasure, AccountExport, UserDirectory } from '@castellan/accounts';
import { MailDeliveryList } from '@castellan/notifications';
import { aStaffMember, managementOf, WHY } from '../../support/management/staff.js';
import { aCustomer, userRow } from '../../support/panel/users.js';
import { aUser, signInBearer, signInCookie } from '../../support/people/people.js';
import { withApp } from '../../support/app/with-app.js';

const DAY_MS = 24 * 3_600_000;

describe(AccountClosing.name, () => {
  const app = withApp();

  it('ends every session at once, and is undone by signing in', async () => {
    const person = await aUser(app);
    const [{ browser }, other] = [await signInCookie(app, person), await signInBearer(app, person)];
    expect((await browser.delete('/api/auth/me/')).body.detail).toBe('Account closed. Sign in within 14 days to keep it.');
    expect((await app.mailTo(person.email, 2)).links).toEqual([`${app.configuration.publicUrl}/login`]);
    expect(browser.jar.has('access_token')).toBe(false);
    expect((await app.client().get('/api/auth/me/', other.bearer)).body).toMatchObject({
      code: 'session_ended',
      reason: 'account_disabled',
    });
    app.clock.advance(13 * DAY_MS);
    await signInBearer(app, person);
    app.clock.advance(2 * DAY_MS);
    await app.get(AccountErasure).eraseDue();
    await signInBearer(app, person);
  });

  it('erases after fourteen days, and leaves nothing that names the person', async () => {
    const person = await aUser(app, { first_name: 'Zebulon' });
    const session = await signInBearer(app, person);
    await app.client().delete('/api/auth/me/', session.bearer);
    expect(await app.get(MailDeliveryList).count({ recipient: person.email })).toBe(2);
    app.clock.advance(14 * DAY_MS + 1);
    await app.get(AccountErasure).eraseDue();
    expect((await app.client().post('/api/auth/login/', person)).status).toBe(401);
    const left = await app.sql<{ row: string }>(`
      SELECT t::text AS row FROM users t UNION ALL SELECT t::text FROM sessions t UNION ALL SELECT t::text FROM devices t
      UNION ALL SELECT t::text FROM auth_events t WHERE event <> 'login' OR status <> 'failure'`);
    expect(left.filter(({ row }) => row.includes(person.email) || row.includes(session.sessionId) || row.includes('Zebulon'))).toEqual([]);
    expect(await app.get(MailDeliveryList).count({ recipient: person.email })).toBe(0);
    expect(await app.sql('SELECT 1 FROM mail_deliveries WHERE recipient IS NULL AND recipient_hash IS NULL')).not.toEqual([]);
  });

  it('forgets what was planned of an account that an older node reopened, which knows of no such date', async () => {
    const [person, id] = [await aUser(app), await aCustomer(app)];
    const ownId = (await app.get(UserDirectory).findByName(person))!.id;
    const { bearer } = await signInBearer(app, person);
    await app.sql('UPDATE users SET closed_at = NULL, erase_at = $1 WHERE id = ANY($2)', [app.clock.now(), [ownId, id]]);
    app.clock.advance(1_000);
    expect(await app.get(AccountErasure).eraseDue()).toBe(0); // and comes to an end

    await app.client().delete('/api/auth/me/', bearer);
    const fresh = await aStaffMember(app, ['users.delete']);
    await managementOf(app.client(), fresh).delete(`users/${id}/?after=30d`, WHY);

    expect(await app.get(AccountErasure).eraseDue()).toBe(0);
    expect(await userRow(app, ownId)).toMatchObject({ closed_at: expect.any(Date), erase_at: null });
    expect(await userRow(app, id)).toMatchObject({ erase_at: new Date(app.clock.millis() + 30 * DAY_MS) });
  });

  it('keeps the last superuser', async () => {
    const session = await signInBearer(app, await aUser(app));
    await app.sql('UPDATE users SET is_superuser = true WHERE id = (SELECT user_id FROM sessions WHERE id = $1)', [session.sessionId]);
    expect((await app.client().delete('/api/auth/me/', session.bearer)).status).toBe(409);
    expect((await app.client().get('/api/auth/me/', session.bearer)).status).toBe(200);
  });

  it('asks for a recent sign-in', async () => {
    const { bearer } = await signInBearer(app, await aUser(app));
    app.clock.advance(6 * 60_000);
    expect((await app.client().delete('/api/auth/me/', bearer)).body.code).toBe('reauthentication_required');
    expect((await app.client().get('/api/auth/me/export/', bearer)).body.code).toBe('reauthentication_required');
  });

  describe(AccountExport.name, () => {
    // Webhooks are above accounts: what other services were told of a user is for whoever runs them to say.
    it('hands out every table that has a user in it', async () => {
      const { bearer } = await signInBearer(app, await aUser(app));
      const { body } = await app.client().get('/api/auth/me/export/', bearer);
      const tables = await app.sql<{ name: string }>(`
        SELECT DISTINCT table_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name = 'user_id' AND table_name <> 'webhook_deliveries' UNION SELECT 'users' ORDER BY name`);
      expect(Object.keys(body).sort()).toEqual(tables.map(({ name }) => name));
    });

    it('hands out no secret and nobody else’s data', async () => {
      const [person, other] = [await aUser(app), await aUser(app)];
      const [session] = [await signInBearer(app, person), await signInBearer(app, other)];
      const { text, body } = await app.client().get('/api/auth/me/export/', session.bearer);
      expect(body.users).toHaveLength(1);
      expect(body.sessions.map(({ id }: { id: string }) => id)).toEqual([session.sessionId]);
      expect(body.mail_deliveries).toMatchObject([
        { kind: 'verify-email', recipient: `${person.email[0]}…@${person.email.split('@')[1]}` },
      ]);
      expect(text).not.toContain(other.email);
      expect(text).not.toMatch(/password_hash"|seed|token_hash|bcrypt/);
    });
  });
});
