import { AccountCreation, AccountStatus, because, localOperator, PanelSessions, TOTP } from '@castellan/accounts';
import { Permissions } from '@castellan/permissions';
import type { PanelOperator } from '@castellan/accounts';
import type { OperatorContext } from '@castellan/log';
import { TwoFactor } from '@castellan/twofactor';
import { aUser, signInBearer, someone } from './people.js';
import type { BearerSession } from './people.js';
import { Authenticator } from './second-factor.js';
import type { TestApp } from '../app/test-app.js';

/** An operator's request. */
export const OPERATOR: OperatorContext = {
  ip: '127.0.0.1',
  userAgent: null,
  traceId: 'test',
  actor: { kind: 'user', id: '0f3b6c1e-7a55-4a9b-9d51-1c2d3e4f5a6b' },
};
/** The code of a host, which may do everything; it says that the request was that operator's. */
export const HOST = localOperator(OPERATOR);
/** Nobody has this id. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

export interface SomeoneSignedIn extends BearerSession {
  readonly id: string;
}

export async function someoneSignedIn(app: TestApp): Promise<SomeoneSignedIn> {
  const session = await signInBearer(app, await aUser(app));
  const { body } = await app.client().get('/api/auth/me/', session.bearer);
  return { ...session, id: body.id };
}

/** As `me/` tells them. */
export async function permissionsOf({ bearer }: BearerSession, node: TestApp): Promise<readonly string[]> {
  return (await node.client().get('/api/auth/me/', bearer)).body.permissions;
}

/** An operator as the panel's services know one, without a session: for what is asked past the panel's routes, and changes nothing. */
export function operatorWith(permissions: readonly string[], { id = NOBODY, isSuperuser = false } = {}): PanelOperator {
  return {
    id,
    email: 'operator@example.com',
    isSuperuser,
    permissions,
    sessionId: NOBODY,
    context: { ...OPERATOR, actor: { kind: 'user', id }, reason: 'They asked for it.' },
  };
}

/** An operator who is in the panel, for acts past its routes. */
export async function operatorIn(app: TestApp, permissions: readonly string[]): Promise<PanelOperator> {
  const user = await app.get(AccountCreation).createUser(HOST, someone(), { isVerified: true });
  await app.get(AccountStatus).setStaff(HOST, user.id, true);
  await app.get(Permissions).grantToUser(user.id, permissions, OPERATOR);
  const twoFactor = app.get(TwoFactor);
  const phone = new Authenticator(app, await twoFactor.generateSecretKey(user.id));
  await twoFactor.enable(user.id, phone.code(), async () => {});
  return operatorOf(app, (await app.get(PanelSessions).open(user, TOTP, OPERATOR))!.token);
}

/** The operator whose panel session it is, with a reason for all they do. */
export async function operatorOf(app: TestApp, session: string): Promise<PanelOperator> {
  return because((await app.get(PanelSessions).operatorOf(session, OPERATOR))!, 'They asked for it.');
}
