export { AUTH_EVENTS } from './auth-events.js';
export type { AuthEvent, AuthEventName, AuthEventStatus } from './auth-events.js';
export { AuthEvents } from './auth-events.service.js';
export { LogModule } from './log.module.js';
