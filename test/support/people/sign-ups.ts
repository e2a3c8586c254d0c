import type { Answer } from '../http/client.js';
import { linkOf } from './people.js';
import type { Person } from './people.js';
import type { TestApp } from '../app/test-app.js';

export const THIEFS = 'the thief chose this one 7';

/** What a stranger gives who signs up with the address of somebody else. */
export const STRANGERS = { password: THIEFS, first_name: 'Mallory' };

/** What stories of sign-ups do in the app of theirs; `mails`: so many there must have been before the newest is read. */
export function signUpsIn(app: () => TestApp) {
  const post = (path: string, body: object, headers = {}): Promise<Answer> => app().client().post(`/api/auth/${path}/`, body, headers);
  const signUp = (person: Person, more: object = {}) => post('signup', { ...person, ...more });
  const login = ({ email }: Person, password: string) => post('login', { email, password });
  const verify = async ({ email }: Person, mails: number, more: object = {}) =>
    post('verify-account', { ...(await linkOf(app(), email, mails)), ...more });
  return { post, signUp, login, verify };
}
