import type { OperatorContext } from './audit/actor.js';

/** Who acts where there is no request and nobody who asked: the start of the service, its schedules, other Nest code. */
export const LOCAL_CONTEXT: OperatorContext = { ip: 'local', userAgent: null, traceId: 'local', actor: { kind: 'system' } };
