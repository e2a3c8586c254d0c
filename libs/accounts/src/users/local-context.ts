import type { RequestContext } from '@castellan/common';

/** Who acts where there is no request: the command line, the start of the service, other Nest code. */
export const LOCAL_CONTEXT: RequestContext = { ip: 'local', userAgent: null, traceId: 'local' };
