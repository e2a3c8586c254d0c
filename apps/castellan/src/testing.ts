export type { ActingOptions, NewActor } from './testing/acting-options.js';
export type { Actor } from './testing/actor.js';
export { CastellanTesting } from './testing/castellan-testing.module.js';
export type { TestingBuilder } from './testing/castellan-testing.module.js';
export { kitOf } from './testing/kit-of.js';
export { actingAs, lastCode, lastMail, travel } from './testing/questions.js';
export { TestKit } from './testing/test-kit.js';
export type { TestMail } from './testing/test-kit.js';
export type { TestingOptions } from './testing/testing-options.js';
