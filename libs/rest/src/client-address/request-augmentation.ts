declare module 'fastify' {
  interface FastifyRequest {
    /** The client's address, after `TRUSTED_PROXIES` (contract §1 *Client address*). */
    readonly clientAddress: string;
  }
}

export {};
