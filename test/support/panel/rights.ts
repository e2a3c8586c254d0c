import { Groups } from '@castellan/permissions';
import { KeyRotation } from '@castellan/keys';
import { PanelLists } from '@castellan/panel';
import { Passkeys } from '@castellan/passkeys';
import { aMachine } from '../api-keys/keys.js';
import { connect } from '../federation/persons.js';
import { avatarPart, plain, putAvatar } from '../people/avatars.js';
import { aFailedJob } from './failed-jobs.js';
import { OPERATOR, operatorWith } from '../people/operators.js';
import { aDeviceOf } from './passkeys.js';
import { aCustomer, idOf } from './users.js';
import { lockOut } from './lock-outs.js';
import { aDelivery, anEndpoint, RARE, somewhere } from './webhooks.js';
import { aUser, signInBearer } from '../people/people.js';
import { aProtectedUser } from '../people/second-factor.js';
import type { TestApp } from '../app/test-app.js';

/** Somebody, or something, that an action can be done to, and what its form asks for. */
export interface Subject {
  readonly id: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** What an operator needs for an action besides looking at the list, and something to do it to. */
export interface Right {
  readonly needs: string;
  readonly subject: (app: TestApp) => Promise<Subject>;
}

/** Stands for what no permission gives. */
export const SUPERUSER = 'superuser';

const right = (needs: string, subject: Right['subject']): Right => ({ needs, subject });
const nothing = (): Promise<Subject> => Promise.resolve({ id: '' });
const customer = async (app: TestApp): Promise<Subject> => ({ id: await aCustomer(app) });
const having = (flags: string) => async (app: TestApp) => {
  const id = await aCustomer(app);
  await app.sql(`UPDATE users SET ${flags} WHERE id = $1`, [id]);
  return { id };
};
const version = async (app: TestApp, list: 'users' | 'profiles' | 'groups' | 'sources', id: string) =>
  String((await app.get(PanelLists).find(operatorWith([`${list}.view`]), list, [id]))[0]!['version']);
const group = async (app: TestApp) => app.get(Groups).createGroup(`group ${crypto.randomUUID()}`, [], OPERATOR);
const source = async (app: TestApp) => {
  const url = `https://example.net/${crypto.randomUUID()}`;
  await aUser(app, { source_url: url });
  return (await app.sql<{ id: string }>('SELECT id FROM registration_sources WHERE url = $1', [url]))[0]!.id;
};
const endpoint = async (app: TestApp) => (await anEndpoint(app)).id;
const job = async (app: TestApp) => ({ id: await aFailedJob(app) });

/** Every action of the panel, by `<resource> <action>`. */
export const RIGHTS: Readonly<Record<string, Right>> = {
  'users new': right('users.add', async () => ({ id: '', fields: { email: `${crypto.randomUUID()}@example.com` } })),
  'users edit': right('users.change', async (app) => {
    const id = await aCustomer(app);
    return { id, fields: { first_name: 'Ada', version: await version(app, 'users', id) } };
  }),
  'users sendResetLink': right('users.change', customer),
  'users verify': right('users.change', having('is_verified = false')),
  'users unlock': right('users.change', async (app) => {
    const person = await aUser(app);
    const id = await idOf(app, person.email);
    await lockOut(app, id);
    return { id };
  }),
  'users endSessions': right('sessions.delete', customer),
  'users resetTwoFactor': right('users.change', async (app) => ({
    id: await idOf(app, (await aProtectedUser(app)).email),
    fields: { reason: 'Lost the phone' },
  })),
  'users removePasskeys': right('users.change', async (app) => {
    const id = await aCustomer(app);
    await aDeviceOf(app, id);
    return { id, fields: { chosen: (await app.get(Passkeys).list(id))[0]!.id } };
  }),
  'users removeIdentities': right('users.change', async (app) => {
    const id = await aCustomer(app);
    return { id, fields: { chosen: (await connect(app, id)).id } };
  }),
  'users disable': right('users.change', customer),
  'users enable': right('users.change', having('is_active = false')),
  'users disableAll': right('users.change', customer),
  'users enableAll': right('users.change', having('is_active = false')),
  'users erase': right('users.delete', async (app) => {
    const { email } = await aUser(app);
    return { id: await idOf(app, email), fields: { email } };
  }),
  'users grantStaff': right(SUPERUSER, customer),
  'users revokeStaff': right(SUPERUSER, having('is_staff = true')),
  'users grantSuperuser': right(SUPERUSER, customer),
  'users revokeSuperuser': right(SUPERUSER, having('is_superuser = true')),
  'users groups': right(SUPERUSER, async (app) => ({ id: await aCustomer(app), fields: { chosen: await group(app) } })),
  'users permissions': right(SUPERUSER, async (app) => ({ id: await aCustomer(app), fields: { chosen: 'users.view' } })),
  'profiles edit': right('profiles.change', async (app) => {
    const id = await aCustomer(app);
    return { id, fields: { location: 'Lisbon', version: await version(app, 'profiles', id) } };
  }),
  'profiles removeAvatar': right('profiles.change', async (app) => {
    const person = await aUser(app);
    await putAvatar(app, await signInBearer(app, person), [avatarPart(await plain().jpeg().toBuffer())]);
    return { id: await idOf(app, person.email) };
  }),
  'sessions end': right('sessions.delete', async (app) => ({ id: (await signInBearer(app, await aUser(app))).sessionId })),
  'groups new': right('groups.add', async () => ({ id: '', fields: { name: `new ${crypto.randomUUID()}` } })),
  'groups edit': right('groups.change', async (app) => {
    const id = await group(app);
    return { id, fields: { name: `renamed ${id}`, version: await version(app, 'groups', id) } };
  }),
  'groups permissions': right(SUPERUSER, async (app) => ({ id: await group(app), fields: { chosen: 'users.view' } })),
  'groups erase': right('groups.delete', async (app) => ({ id: await group(app) })),
  'sources edit': right('sources.change', async (app) => {
    const id = await source(app);
    return { id, fields: { name: 'Renamed', version: await version(app, 'sources', id) } };
  }),
  'sources activate': right('sources.change', async (app) => ({ id: await source(app) })),
  'sources deactivate': right('sources.change', async (app) => ({ id: await source(app) })),
  'api_keys make': right(SUPERUSER, async () => ({ id: '', fields: { name: 'Export', expires_in: '30d', chosen: 'users.view' } })),
  'api_keys revoke': right(SUPERUSER, async (app) => ({ id: (await aMachine(app, ['users.view'])).key.id })),
  'webhooks make': right('webhooks.add', async () => ({ id: '', fields: { url: somewhere(), chosen: RARE } })),
  'webhooks change': right('webhooks.change', async (app) => ({ id: await endpoint(app), fields: { url: somewhere(), chosen: RARE } })),
  'webhooks switchOn': right('webhooks.change', async (app) => ({ id: await endpoint(app) })),
  'webhooks switchOff': right('webhooks.change', async (app) => ({ id: await endpoint(app) })),
  'webhooks rotate': right('webhooks.change', async (app) => ({ id: await endpoint(app) })),
  'webhooks erase': right('webhooks.delete', async (app) => ({ id: await endpoint(app) })),
  'webhook_deliveries replay': right('webhooks.change', async (app) => ({ id: await aDelivery(app, await endpoint(app)) })),
  'signing_keys rotate': right('signing_keys.add', nothing),
  'signing_keys revoke': right('signing_keys.delete', async (app) => ({ id: await app.get(KeyRotation).rotate(OPERATOR) })),
  'jobs retry': right('jobs.change', job),
  'jobs drop': right('jobs.delete', job),
  'admin_sessions end': right(SUPERUSER, async (app) => {
    const userId = await aCustomer(app);
    const sql = `INSERT INTO admin_sessions (token_hash, user_id, version, amr, ip, created_at, last_used_at, expires_at)
      SELECT decode(md5(random()::text), 'hex'), id, token_version, '{pwd,otp}', '192.0.2.1', now(), now(), now() + interval '8 hours'
      FROM users WHERE id = $1 RETURNING id`;
    return { id: (await app.sql<{ id: string }>(sql, [userId]))[0]!.id };
  }),
};
