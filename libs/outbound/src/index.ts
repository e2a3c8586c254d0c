export { FailedRequest } from './failed-request.js';
export { Web } from './web.js';
export type { WebBounds, WebProtocol, WebRequest, WebRules, WebStatus } from './web-rules.js';
