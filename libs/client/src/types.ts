import type { components } from './schema.js';

type Schemas = components['schemas'];

/** What every failed call says (RFC 9457). Programs branch on `code`; people read `detail`. */
export type Problem = Schemas['Problem'];
/** The closed list of codes: docs/reference/errors.md. More may come: an unknown one means what its `status` says. */
export type Code = Problem['code'];
/** Why a session ended. */
export type EndReason = Schemas['EndReason'];

/** A user as they see themselves. */
export type User = Schemas['User'];
/** What people tell about themselves. */
export type Profile = Schemas['Profile'];
/** One session of a user, as they see it. */
export type Session = Schemas['Session'];
/** The tokens of a bearer session. */
export type Tokens = Schemas['Tokens'];
