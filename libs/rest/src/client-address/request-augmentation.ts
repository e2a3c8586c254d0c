import type { Attempt } from '@castellan/common';

declare module 'fastify' {
  interface FastifyRequest {
    /** The client's address, after `TRUSTED_PROXIES` (docs/reference/contract.md#client-address). */
    readonly clientAddress: string;
    /** The code of the problem it was answered with. */
    problemCode: string | null;
    /** The request as an attempt that leaves an event (`@Remembers`). */
    attempt: Attempt | undefined;
  }
}
