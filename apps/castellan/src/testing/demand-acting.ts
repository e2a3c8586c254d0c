import type { ActingOptions, NewActor } from './acting-options.js';

type Names<T> = Readonly<Record<keyof T, true>>;
const OPTIONS: Names<Required<ActingOptions>> = { permissions: true, aal: true, recent: true, staff: true, superuser: true, user: true };
const NEW_ACTOR: Names<Required<NewActor>> = { email: true, username: true, firstName: true, lastName: true };
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** As JavaScript may give, whatever the types say: what is not understood would make a test that proves nothing. @throws Error in words */
export function demandActing(options: ActingOptions): void {
  refuseUnknown('', options, OPTIONS);
  const { aal, permissions, user }: { readonly [Name in keyof ActingOptions]: unknown } = options;
  if (aal !== undefined && aal !== 1 && aal !== 2) throw new Error('actingAs: aal is 1 or 2.');
  if (permissions !== undefined && !Array.isArray(permissions)) throw new Error('actingAs: permissions is a list of codenames.');
  if (user !== undefined) demandUser(user);
}

function demandUser(user: unknown): void {
  if (typeof user === 'object' && user !== null) refuseUnknown('user.', user, NEW_ACTOR);
  else if (typeof user !== 'string' || !UUID.test(user))
    throw new Error('actingAs: user is the UUID of somebody, or what a new user is called.');
}

function refuseUnknown(within: string, given: object, names: object): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(names, name));
  if (unknown !== undefined)
    throw new Error(`actingAs: there is no option ${within}${unknown}. There are: ${Object.keys(names).join(', ')}.`);
}
