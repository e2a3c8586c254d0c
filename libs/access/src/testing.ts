export { AccessTesting } from './testing/access-testing.js';
export type { AccessTestingBuilder, TestCaller, TestCallerOptions } from './testing/access-testing.js';
