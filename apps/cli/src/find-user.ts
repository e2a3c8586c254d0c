import { Refusal } from './failure.js';
import type { Castellan } from './with-castellan.js';

/** Whom a command is about. */
export interface NamedUser {
  readonly id: string;
  readonly email: string;
}

/** By address or username; no username holds an `@`. @throws Refusal when there is nobody */
export async function findUser({ users }: Castellan, name: string): Promise<NamedUser> {
  const user = await users.findByName(name.includes('@') ? { email: name } : { username: name });
  if (!user) throw new Refusal(`There is no user ${name}.`);
  return user;
}
