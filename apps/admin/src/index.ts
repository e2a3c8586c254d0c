export { listen } from './listen.js';
export type { Panel } from './listen.js';
