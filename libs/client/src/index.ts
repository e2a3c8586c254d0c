export { createCastellan } from './create-castellan.js';
export type { Castellan, CastellanOptions } from './create-castellan.js';
export type { Code, EndReason, Problem, Profile, Session, Tokens, User } from './types.js';
export { NetworkFailure } from './problems/network-failure.js';
export { orThrow, ProblemError } from './problems/problem-error.js';
export type { Locks } from './session/turns.js';
export { TokensInMemory } from './transports/token-store.js';
export type { Kept, TokenStore } from './transports/token-store.js';
