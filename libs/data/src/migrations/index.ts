import { DevInbox1763700200000 } from './1763700200000-dev-inbox.js';

/** Every migration of every lib. TypeORM runs them in the order of the time stamp that ends the class name. */
export const migrations: readonly Function[] = [DevInbox1763700200000];
