import { randomUUID } from 'node:crypto';
import type { Person } from '@castellan/federation';

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
