import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../http/client.js';
import { aUser, type BearerSession, type Person, signInBearer } from '../people/people.js';
import type { Cluster } from './cluster.js';
import type { ClusterNode } from './node.js';

export interface HeldSession extends BearerSession {
  readonly person: Person;
}

/** A session that every node remembers, so that none has to ask the database for it. */
export async function aHeldSession(cluster: Cluster, person?: Person): Promise<HeldSession> {
  const owner = person ?? (await aUser(cluster, { verified: false }));
  const session = await signInBearer(cluster, owner);
  for (const node of cluster.nodes) {
    const { status } = await me(node, session);
    if (status !== 200) throw new Error(`me at ${node.name}: ${status}`);
  }
  return { ...session, person: owner };
}

export const me = (node: ClusterNode, { bearer }: Pick<BearerSession, 'bearer'>): Promise<Answer> =>
  node.client().get('/api/auth/me/', bearer);

/** Ends it by a sign-out at this node. */
export async function revoke(node: ClusterNode, { refresh }: BearerSession): Promise<void> {
  const { status, text } = await node.client().post('/api/auth/logout/', { refresh });
  if (status !== 200) throw new Error(`logout at ${node.name}: ${text}`);
}

/** Asks without a pause until the session is refused; gives the ms since `since`. @param withinMs after which it throws */
export async function refusedAfter(node: ClusterNode, session: BearerSession, since: number, withinMs = 1_000): Promise<number> {
  for (;;) {
    const { status } = await me(node, session);
    const passed = performance.now() - since;
    if (status === 401) return passed;
    if (passed > withinMs) throw new Error(`${node.name} answers ${status} ${Math.round(passed)} ms after the revocation.`);
    await sleep(1);
  }
}
