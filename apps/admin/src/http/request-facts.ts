import type { PanelOperator } from '@castellan/accounts';
import type { PageWriter } from '@castellan/rest';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** Writes the pages of ours, in the language of whoever asks. */
    readonly pages: PageWriter;
  }
  interface FastifyRequest {
    /** The path that the panel is at, such as `/castellan`; every address that a page or a redirect names begins with it. */
    readonly base: string;
    /** Who is signed in, if anybody is. */
    operator: PanelOperator | null;
  }
  interface FastifyContextConfig {
    /** Whether the route is there for people who are not signed in; without it, it is not. */
    readonly isOpen?: boolean;
    /** How large a form it reads; without it, it reads no body. */
    readonly formBytes?: number;
  }
}

/** Who is signed in; throws where the session was not asked for, so that nothing is done in nobody's name. */
export function operatorOf({ operator }: FastifyRequest): PanelOperator {
  if (!operator) throw new Error('Nobody is signed in.');
  return operator;
}
