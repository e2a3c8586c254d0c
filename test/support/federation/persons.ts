import { randomUUID } from 'node:crypto';
import { Identities } from '@castellan/federation';
import type { Identity, Person } from '@castellan/federation';
import type { TestApp } from '../app/test-app.js';

/** Somebody at `acme`, which vouches for their address. */
export const aPersonThere = (more: Partial<Person> = {}): Person => ({
  provider: 'acme',
  issuer: 'https://acme.example',
  subject: randomUUID(),
  email: `p${randomUUID().slice(0, 8)}@example.com`,
  vouchesForEmail: true,
  signsUp: true,
  firstName: 'Ada',
  lastName: 'Lovelace',
  ...more,
});

/** Connects somebody at a provider to a user, past the routes. */
export async function connect(app: Pick<TestApp, 'get'>, userId: string, more: Partial<Person> = {}): Promise<Identity> {
  const identity = await app.get(Identities).link(userId, aPersonThere(more));
  if (!identity) throw new Error('It is connected already.');
  return identity;
}
