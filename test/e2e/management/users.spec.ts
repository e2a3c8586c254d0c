import { AccountErasure, UserDirectory } from '@castellan/accounts';
import { withApp } from '../../support/app/with-app.js';
import { aStaffMember, managementOf, WHY } from '../../support/management/staff.js';
import type { StaffMember } from '../../support/management/staff.js';
import { aCustomer, auditOf, userRow } from '../../support/panel/users.js';
import { aUser, signInBearer, someone } from '../../support/people/people.js';

const DAY_MS = 24 * 3_600_000;
/** `correct horse battery staple`, by Django. */
const DJANGO = 'pbkdf2_sha256$1000$c2FsdHNhbHQ$';

describe('users by the management API', () => {
  const app = withApp({ THROTTLE_ADMIN_WRITE: 'off' });
  let clerk: StaffMember;
  let adder: StaffMember;
  let root: StaffMember;
  beforeAll(async () => {
    clerk = await aStaffMember(app, ['users.view', 'users.add', 'users.change', 'users.delete']);
    adder = await aStaffMember(app, ['users.add']);
    root = await aStaffMember(app, [], { superuser: true });
  }, 120_000);

  const api = (who = clerk) => managementOf(app.client(), who);
  const anAddress = (): string => someone().email;

  describe('POST users/', () => {
    it('makes one, tells all of them, and mails the invitation', async () => {
      const email = anAddress();
      const answer = await api(adder).post('users/', { email, first_name: 'Ada', invite: true });
      expect(answer).toMatchObject({
        status: 201,
        body: { email, first_name: 'Ada', last_name: '', username: null, is_verified: false, is_staff: false, is_superuser: false },
      });
      expect((await app.mailTo(email)).links).toHaveLength(1);
      const acts = await auditOf(app, answer.body.id);
      expect(acts).toMatchObject([{ action: 'user.created', actor_id: adder.id }]);
      expect((await api().get(`users/${answer.body.id}/`)).body).toEqual(answer.body);
    });

    it('takes a password by its hash, and refuses one that it cannot read', async () => {
      const person = await aUser(app);
      const [{ password_hash } = { password_hash: '' }] = await app.sql<{ password_hash: string }>(
        'SELECT password_hash FROM users WHERE email = $1',
        [person.email],
      );
      const email = anAddress();
      expect(await api().post('users/', { email, password_hash, is_verified: true })).toMatchObject({
        status: 201,
        body: { is_verified: true },
      });
      await expect(signInBearer(app, { ...person, email })).resolves.toBeDefined();

      for (const bad of ['5f4dcc3b5aa765d61d8327deb882cf99', 'md5$salt$5f4dcc3b5aa765d61d8327deb882cf99', `${DJANGO}!`, '!', ''])
        expect(await api().post('users/', { email: anAddress(), password_hash: bad })).toMatchObject({
          status: 400,
          body: { errors: { password_hash: [expect.any(String)] } },
        });
      expect(await api().post('users/', { email: anAddress(), password_hash, invite: true })).toMatchObject({
        status: 400,
        body: { errors: { invite: [expect.any(String)] } },
      });
    });

    it('vouches for nobody without users.change (an account laid out for somebody else)', async () => {
      const email = anAddress();
      expect(await api(adder).post('users/', { email, is_verified: true })).toMatchObject({ status: 403 });
      expect(await api(adder).post('users/', { email, password_hash: DJANGO })).toMatchObject({ status: 403 });
      expect(await app.get(UserDirectory).findByName({ email })).toBeNull();
    });

    it('gives no rights, whatever the body says (mass assignment)', async () => {
      const email = anAddress();
      const answer = await api(root).post('users/', {
        email,
        is_staff: true,
        is_superuser: true,
        is_active: false,
        id: clerk.id,
      });
      expect(answer).toMatchObject({ status: 400, body: { errors: { id: [expect.any(String)], is_superuser: [expect.any(String)] } } });
      expect(await app.get(UserDirectory).findByName({ email })).toBeNull();
    });

    it('says what is taken, at its field, also to one of two at once', async () => {
      const email = anAddress();
      const answers = await Promise.all(Array.from({ length: 10 }, () => api(adder).post('users/', { email: ` ${email.toUpperCase()} ` })));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 9 }, () => 400)]);
      expect(answers.find(({ status }) => status === 400)?.body.errors).toEqual({
        email: ['A user with that email address already exists.'],
      });
    });
  });

  describe('an Idempotency-Key', () => {
    const keyed = (key: string, body: object, who = clerk) => api(who).post('users/', body, { 'idempotency-key': key });
    const known = async (email: string): Promise<number> => (await app.sql('SELECT 1 FROM users WHERE email = $1', [email])).length;

    it('makes one user of twenty parallel requests, and tells all the same', async () => {
      const email = anAddress();
      const key = crypto.randomUUID();
      const answers = await Promise.all(Array.from({ length: 20 }, () => keyed(key, { email, invite: true })));

      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
      expect(await known(email)).toBe(1);
      expect(await auditOf(app, answers[0]!.body.id)).toHaveLength(1);
    });

    it('is refused with another body, and takes the same one in another order', async () => {
      const key = crypto.randomUUID();
      const [email, other] = [anAddress(), anAddress()];
      const first = await keyed(key, { email, first_name: 'Ada' });

      expect(await keyed(key, { email: other, first_name: 'Ada' })).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
      expect((await keyed(key, { first_name: 'Ada', email })).body).toEqual(first.body);
      expect(await known(other)).toBe(0);
    });

    it('is of its operator alone (the answer made for another)', async () => {
      const key = crypto.randomUUID();
      const email = anAddress();
      await keyed(key, { email });
      expect(await keyed(key, { email }, root)).toMatchObject({ status: 400, body: { errors: { email: [expect.any(String)] } } });
    });

    it('remembers no refusal', async () => {
      const key = crypto.randomUUID();
      const email = anAddress();
      expect(await keyed(key, { email: 'nobody' })).toMatchObject({ status: 400 });
      expect(await keyed(key, { email }, root)).toMatchObject({ status: 201 });
      expect(await keyed(key, { email: anAddress() })).toMatchObject({ status: 201 });
    });

    it('is forgotten after a day', async () => {
      const key = crypto.randomUUID();
      await keyed(key, { email: anAddress() });
      await app.sql("UPDATE idempotent_answers SET created_at = created_at - interval '25 hours'");
      expect((await keyed(key, { email: anAddress() })).status).toBe(201);
    });

    it('keeps the answer sealed, and the key as a hash', async () => {
      const key = `key-${crypto.randomUUID()}`;
      const email = anAddress();
      await keyed(key, { email });
      const rows = JSON.stringify(await app.sql("SELECT *, encode(key_hash, 'escape') FROM idempotent_answers"));
      expect([rows.includes(email), rows.includes(key)]).toEqual([false, false]);
    });

    it.each(['', 'a b', 'ü', 'x'.repeat(256)])('refuses the key "%s"', async (key) => {
      const answer = await keyed(encodeURI(key) === key ? key : Buffer.from(key, 'utf8').toString('latin1'), { email: anAddress() });
      expect(answer).toMatchObject({ status: 400, body: { errors: { 'idempotency-key': [expect.any(String)] } } });
    });
  });

  describe('If-Match', () => {
    it('lets one of twenty who read the same version change it', async () => {
      const id = await aCustomer(app);
      const etag = (await api().get(`users/${id}/`)).headers.get('etag')!;
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => api().patch(`users/${id}/`, { last_name: `Number ${n}` }, { 'if-match': etag })),
      );
      const good = answers.filter(({ status }) => status === 200);
      expect(answers.filter(({ status, body }) => status === 412 && body.code === 'precondition_failed')).toHaveLength(19);
      expect(good).toHaveLength(1);
      expect((await userRow(app, id))!['last_name']).toBe(good[0]!.body.last_name);
      expect(good[0]!.headers.get('etag')).not.toBe(etag);
      expect(await auditOf(app, id)).toHaveLength(1);
    });

    it('takes `*`, a list, and no weak or malformed tag', async () => {
      const id = await aCustomer(app);
      const etag = (await api().get(`users/${id}/`)).headers.get('etag')!;
      const change = (tag: string) => api().patch(`users/${id}/`, { first_name: 'Ada' }, { 'if-match': tag });
      expect(await change(`"old", ${etag}`)).toMatchObject({ status: 200 });
      expect(await change('*')).toMatchObject({ status: 200 });
      expect(await change(`W/${etag}`)).toMatchObject({ status: 412 });
      expect(await change('unquoted')).toMatchObject({ status: 400, body: { errors: { 'if-match': [expect.any(String)] } } });
    });

    it('is the same after a sign-in', async () => {
      const person = await aUser(app);
      const id = (await app.get(UserDirectory).findByName(person))!.id;
      const before = (await api().get(`users/${id}/`)).headers.get('etag');
      await signInBearer(app, person);
      expect((await api().get(`users/${id}/`)).headers.get('etag')).toBe(before);
    });

    it('changes no address and no right (mass assignment)', async () => {
      const id = await aCustomer(app);
      const before = await userRow(app, id);
      for (const more of [{ email: anAddress() }, { is_staff: true }, { is_verified: false }])
        expect(await api(root).patch(`users/${id}/`, { username: null, ...more })).toMatchObject({ status: 400 });
      expect(await userRow(app, id)).toEqual(before);
      await api(root).patch(`users/${id}/`, { username: null });
      expect(await userRow(app, id)).toEqual({ ...before, username: null, username_key: null });
    });
  });

  describe('DELETE users/{id}/', () => {
    it('erases at once, for who says why', async () => {
      const id = await aCustomer(app);
      expect(await api().delete(`users/${id}/`)).toMatchObject({ status: 400, body: { errors: { reason: [expect.any(String)] } } });
      expect(await api().delete(`users/${id}/`, WHY)).toMatchObject({ status: 204 });
      expect(await userRow(app, id)).toBeUndefined();
      expect(await auditOf(app, id)).toMatchObject([{ action: 'user.deleted', actor_id: clerk.id }]);
      expect(await api().delete(`users/${id}/`, WHY)).toMatchObject({ status: 404 });
    });

    it('erases later, unless its owner signs in before', async () => {
      const [gone, back] = [await aUser(app), await aUser(app)];
      const [goneId, backId] = await Promise.all([gone, back].map(async (one) => (await app.get(UserDirectory).findByName(one))!.id));
      const session = await signInBearer(app, gone);
      for (const id of [goneId!, backId!]) expect(await api().delete(`users/${id}/?after=3d`, WHY)).toMatchObject({ status: 204 });
      expect((await api().get(`users/${goneId!}/`)).body.erase_at).toBe(new Date(app.clock.millis() + 3 * DAY_MS).toISOString());
      expect(await app.client().get('/api/auth/me/', session.bearer)).toMatchObject({ status: 401 });
      await app.mailTo(gone.email, 2);
      expect(await app.get(AccountErasure).eraseDue()).toBe(0);
      await signInBearer(app, back);
      await app.advance(3 * DAY_MS + 1_000);
      expect(await app.get(AccountErasure).eraseDue()).toBe(1);
      expect(await userRow(app, goneId!)).toBeUndefined();
      expect(await userRow(app, backId!)).toMatchObject({ closed_at: null, erase_at: null });
    });

    it('does not keep an account longer than its owner wants', async () => {
      const id = await aCustomer(app);
      const fresh = await aStaffMember(app, ['users.delete']);
      await app.sql('UPDATE users SET closed_at = $2 WHERE id = $1', [id, app.clock.now()]);
      await managementOf(app.client(), fresh).delete(`users/${id}/?after=90d`, WHY);
      expect((await userRow(app, id))!['erase_at']).toEqual(new Date(app.clock.millis() + 14 * DAY_MS));
    });

    it.each(['0d', 'soon', '400d', '-1d', '1.5d'])('refuses `after=%s`', async (after) => {
      const id = await aCustomer(app);
      const fresh = await aStaffMember(app, ['users.delete']);
      const answer = await managementOf(app.client(), fresh).delete(`users/${id}/?after=${after}`, WHY);
      expect(answer).toMatchObject({ status: 400, body: { errors: { after: [expect.any(String)] } } });
      expect(await userRow(app, id)).toMatchObject({ closed_at: null });
    });

    it('spares staff, oneself and the last superuser', async () => {
      const fresh = await aStaffMember(app, ['users.delete']);
      const chief = await aStaffMember(app, [], { superuser: true });
      expect(await managementOf(app.client(), fresh).delete(`users/${adder.id}/`, WHY)).toMatchObject({ status: 403 });
      expect(await managementOf(app.client(), chief).delete(`users/${chief.id}/`, WHY)).toMatchObject({ status: 400 });
      expect(await managementOf(app.client(), chief).delete(`users/${chief.id}/?after=1d`, WHY)).toMatchObject({ status: 400 });
    });
  });
});
