import type { RequestHandler } from '@castellan/rest';

/** What the host listens with. Neither framework is imported: the host has one of them. */
export interface HostServer {
  /** Lets the handler answer what is sent to the path and below it, before anything of the host's sees it. */
  put(path: string, handler: RequestHandler): void;
  /** The host's own routes there, such as `GET /auth/login`. */
  routesBelow(path: string): readonly string[];
}
