import { PanelUserPage, PanelUserPictures } from '@castellan/panel';
import { UserDirectory } from '@castellan/accounts';
import { avatarPart, plain, putAvatar } from '../../support/people/avatars.js';
import type { PanelBrowser, SignedInOperator, TestPanel } from '../../support/panel/browser.js';
import { aCustomer, auditOf, idOf, json, panelUsers } from '../../support/panel/users.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { aProtectedUser } from '../../support/people/second-factor.js';
import { staffedPanel } from '../../support/panel/staffed.js';
import type { TestApp } from '../../support/app/test-app.js';

interface ShownSection {
  readonly title: string;
  readonly fields?: readonly { readonly label: string; readonly value: unknown }[];
  readonly table?: { readonly rows: readonly (readonly unknown[])[] };
  readonly links?: readonly unknown[];
}

describe(PanelUserPage.name, () => {
  let app: TestApp;
  let panel: TestPanel;
  let root: SignedInOperator;
  let support: SignedInOperator;
  beforeAll(async () => {
    ({ app, panel, root, support } = await staffedPanel(['users.view', 'users.add', 'users.change']));
  }, 240_000);
  afterAll(async () => {
    await panel.close();
    await app.close();
  });

  const rows = async (query: string, { browser }: { browser: PanelBrowser } = root) =>
    json(await panelUsers(browser).list(query)).records.map(({ params }: { params: Record<string, unknown> }) => params);
  const emails = async (query: string) => (await rows(query)).map(({ email }: { email: string }) => email);
  const sectionsOf = async (id: string, { browser } = root): Promise<readonly ShownSection[]> =>
    JSON.parse(json(await panelUsers(browser).look(id, 'show')).record.params.sections);
  const fieldsIn = (sections: readonly ShownSection[], title: string) =>
    Object.fromEntries(sections.find((section) => section.title === title)?.fields?.map(({ label, value }) => [label, value]) ?? []);

  describe('the list', () => {
    it('shows name, standing, 2FA and times, the newest first', async () => {
      await app.advance(1_000);
      const { email, session } = await aProtectedUser(app, { first_name: 'Ada', last_name: 'Lovelace' });
      await putAvatar(app, session, [avatarPart(await plain().jpeg().toBuffer())]);
      const [newest] = await rows('');
      expect(newest).toMatchObject({ email, name: 'Ada Lovelace', is_verified: true, is_active: true, is_staff: false, two_factor: true });
      expect(newest).toMatchObject({ last_login: expect.any(String), date_joined: expect.any(String), avatar: expect.any(String) });
    });

    it('is filtered by 2FA, standing and times', async () => {
      const { email: withFactor } = await aProtectedUser(app);
      const { email: without } = await aUser(app);
      const [on, off] = [await emails('filters.two_factor=true&perPage=100'), await emails('filters.two_factor=false&perPage=100')];
      expect([on.includes(withFactor), on.includes(without), off.includes(withFactor), off.includes(without)]).toEqual([
        true,
        false,
        false,
        true,
      ]);
      expect((await emails('filters.is_superuser=true')).toSorted()).toEqual([root.email]);

      await app.sql("UPDATE users SET date_joined = '2031-05-01' WHERE email = $1", [without]);
      const since = '2031-01-01T00:00:00Z';
      expect(await emails(`filters.date_joined~~from=${since}`)).toEqual([without]);
      expect(await emails(`filters.date_joined~~to=${since}&filters.search=${without}`)).toEqual([]);
      expect(await emails(`filters.last_login~~from=${since}`)).toEqual([]);
    });

    it('looks for avatars once for a whole page, not once for a row', async () => {
      const spy = jest.spyOn(app.get(PanelUserPictures)['avatars'], 'namesOf');
      expect((await rows('perPage=100')).length).toBeGreaterThan(3);
      expect(spy).toHaveBeenCalledTimes(1);
      spy.mockRestore();
    });
  });

  describe('the page of a user', () => {
    it('shows everything in groups to whoever may see it', async () => {
      const { email } = await aUser(app, { username: 'page.of', first_name: 'Ada', source_url: 'https://x.example/?utm_source=facebook' });
      await signInBearer(app, { email, password: (await aUser(app)).password });
      const id = await idOf(app, email);
      const sections = await sectionsOf(id);

      expect(sections.map(({ title }) => title)).toEqual([
        'Identity',
        'Contact',
        'Permissions',
        'Important dates',
        'Two-factor sign-in',
        'Passkeys',
        'Connected accounts',
        'Sessions',
        'Sources',
        'Last events',
        'What operators did',
      ]);
      expect(fieldsIn(sections, 'Identity')).toMatchObject({ 'E-mail': email, Username: 'page.of', 'First name': 'Ada', Verified: true });
      expect(fieldsIn(sections, 'Two-factor sign-in')).toEqual({ State: 'off' });
      expect(fieldsIn(sections, 'Sessions')).toEqual({ 'Live sessions': 1 });
      expect(sections[8]!.table!.rows).toEqual([['Facebook', 'https://x.example/?utm_source=facebook', true, expect.any(String)]]);
      expect(sections[9]!.table!.rows[0]).toEqual([expect.any(String), 'login', 'success', '', expect.stringMatching(/^10\./)]);
      expect(sections[1]!.links).toEqual([
        expect.objectContaining({ resource: 'mail_deliveries', filter: { name: 'recipient', value: email } }),
      ]);
      expect(sections[9]!.links).toEqual([expect.objectContaining({ resource: 'auth_events', filter: { name: 'user_id', value: id } })]);
    });

    it('says of a second factor since when it is on and what is left of the codes, and no more', async () => {
      const { email, phone, backupCodes } = await aProtectedUser(app);
      const id = await idOf(app, email);
      expect(fieldsIn(await sectionsOf(id), 'Two-factor sign-in')).toEqual({
        State: 'on',
        Since: expect.any(String),
        'Backup codes left': 10,
      });
      const page = (await panelUsers(root.browser).look(id, 'show')).text;
      for (const secret of [phone.secret, ...backupCodes]) expect(page).not.toContain(secret);
    });

    it('leaves out what the operator may not see', async () => {
      const sections = await sectionsOf(await aCustomer(app), support);
      expect(sections.map(({ title }) => title)).toEqual([
        'Identity',
        'Contact',
        'Permissions',
        'Important dates',
        'Two-factor sign-in',
        'Passkeys',
        'Connected accounts',
      ]);
      expect(Object.keys(fieldsIn(sections, 'Permissions'))).toEqual(['Staff', 'Superuser']);
      expect([sections[0]!.links, sections[1]!.links]).toEqual([undefined, undefined]);
    });

    it('shows the end of a phone number only', async () => {
      const id = await aCustomer(app);
      await app.sql(`UPDATE users SET phone = '+4915112345678', phone_verified_at = now() WHERE id = $1`, [id]);
      const { text } = await panelUsers(root.browser).look(id, 'show');
      expect(text).toContain('…5678');
      expect(text).not.toContain('12345678');
    });
  });

  describe('avatars', () => {
    async function anAvatar(): Promise<string> {
      const person = await aUser(app);
      await putAvatar(app, await signInBearer(app, person), [avatarPart(await plain().jpeg().toBuffer())]);
      const [{ avatar }] = await rows(`filters.search=${person.email}`);
      return `/avatars/${avatar}.webp`;
    }

    it('are served by the panel itself, as pictures and nothing else', async () => {
      const { status, headers } = await support.browser.get(await anAvatar());
      expect(status).toBe(200);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'image/webp',
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, max-age=3600',
        'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
      });
    });

    it('are for operators who may look at users', async () => {
      const path = await anAvatar();
      const { browser } = await panel.anOperator();
      expect((await browser.get(path)).status).toBe(403);
      expect((await panel.browser().get(path)).location).toBe('/sign-in');
    });

    it.each(['x.webp', '%00.webp', '..%2f..%2fetc%2fpasswd', '%27.webp', `${'a'.repeat(200)}.webp`])(
      'are not found by %s',
      async (file) => {
        expect((await root.browser.get(`/avatars/${file}`)).status).toBe(404);
      },
    );
  });

  it('turns off a second factor for a reason only, and mails its owner', async () => {
    const { email } = await aProtectedUser(app);
    const id = await idOf(app, email);
    for (const reason of ['', '  ', 'x'.repeat(501)]) {
      const answer = await panelUsers(support.browser).act(id, 'resetTwoFactor', { reason });
      expect([answer.status, json(answer).notice.message]).toEqual([400, expect.stringMatching(/^reason: Say (why|it)/)]);
    }
    expect((await panelUsers(support.browser).act(id, 'resetTwoFactor', { reason: 'Lost phone, ticket 17' })).status).toBe(200);
    expect(fieldsIn(await sectionsOf(id), 'Two-factor sign-in')).toEqual({ State: 'off' });
    expect((await auditOf(app, id)).at(-1)).toMatchObject({ action: 'user.two_factor_reset', actor_id: support.id });
    expect((await app.mailTo(email, 3)).subject).toMatch(/two-factor|second factor/i);
  });

  it('offers nothing that would be refused for whom it is about', async () => {
    const offered = async (id: string, by = support): Promise<readonly string[]> =>
      json(await panelUsers(by.browser).look(id, 'show')).record.recordActions.map(({ name }: { readonly name: string }) => name);
    expect(await offered(await aCustomer(app))).toEqual(expect.arrayContaining(['edit', 'unlock', 'disable']));
    expect(await offered(root.id)).toEqual(['show', 'sendResetLink']);
    expect(await offered(support.id)).toEqual(['show', 'sendResetLink']);
    expect(await offered(support.id, root)).toEqual(expect.arrayContaining(['edit', 'unlock', 'resetTwoFactor', 'disable', 'erase']));
    const ownActs = await offered(root.id, root);
    for (const act of ['unlock', 'resetTwoFactor', 'disable', 'erase', 'revokeStaff']) expect(ownActs).not.toContain(act);
  });

  it('offers no way to turn on the second factor of somebody who set up none', async () => {
    const id = await aCustomer(app);
    const page = json(await panelUsers(root.browser).look(id, 'show')).record;
    const offered: string[] = page.recordActions.map(({ name }: { name: string }) => name);
    for (const action of [...offered, 'enableTwoFactor', 'twoFactor', 'resetTwoFactor', 'two_factor']) {
      if (action === 'erase') continue;
      await panelUsers(root.browser).act(id, action, {
        version: page.params.version,
        two_factor: 'true',
        enabled_at: '2026-01-01',
        secret: 'A'.repeat(32),
        reason: 'x',
      });
    }
    const state = await app.sql('SELECT 1 FROM two_factor WHERE user_id = $1', [id]);
    expect(state).toEqual([]);
    expect((await app.get(UserDirectory).find(id))!.email).toBe(page.params.email);
  });
});
