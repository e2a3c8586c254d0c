declare module 'fastify' {
  interface FastifyRequest {
    /** The client's address, after `TRUSTED_PROXIES` (contract §1 *Client address*). */
    readonly clientAddress: string;
    /** The code of the problem it was answered with. */
    problemCode: string | null;
  }
}

export {};
