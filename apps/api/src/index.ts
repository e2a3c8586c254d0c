export { createApi } from './create-api.js';
export { reasonOf } from './failure.js';
export { listenApi } from './listen-api.js';
