import { Groups } from '@castellan/permissions';
import type { TestApp } from '../app/test-app.js';
import { OPERATOR, someoneSignedIn } from './operators.js';
import type { SomeoneSignedIn } from './operators.js';

let count = 0;
export const aTeamName = (): string => `Team ${String((count += 1))}`;

export const me = (node: TestApp, access: string) => node.client().get('/api/auth/me/', { authorization: `Bearer ${access}` });
export const refresh = (node: TestApp, token: string) => node.client().post('/api/auth/refresh/', { refresh: token });

/** Changes the own profile. */
export const rename = (node: TestApp, { bearer }: Pick<SomeoneSignedIn, 'bearer'>, names: object) =>
  node.client().send('PATCH', '/api/profile/', JSON.stringify(names), { 'content-type': 'application/json', ...bearer });

/** Somebody in a group of their own that may view users, with tokens that know it. */
export async function aMember(node: TestApp): Promise<Member> {
  const person = await someoneSignedIn(node);
  const group = await node.get(Groups).createGroup(aTeamName(), ['users.view'], OPERATOR);
  await node.get(Groups).addToGroup(group, person.id, OPERATOR);
  const { body } = await refresh(node, person.refresh);
  const { access, refresh: token } = body as Pick<Member, 'access' | 'refresh'>;
  return { ...person, access, refresh: token, bearer: { authorization: `Bearer ${access}` }, group };
}

export interface Member extends SomeoneSignedIn {
  /** The id of the group. */
  readonly group: string;
}
