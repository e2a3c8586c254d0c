import type { IncomingMessage, ServerResponse } from 'node:http';
import { isBelow, withoutOrigin } from '@castellan/rest';
import type { HostServer } from './host-server.types.js';
import { NotFirst } from './mount-errors.js';

/** What is used of an Express application (https://expressjs.com/en/5x/api.html#app). */
export interface Express {
  use(middleware: Middleware): void;
  /** Of version 5; that of version 4 throws. */
  readonly router?: Router;
  /** Of version 4. */
  readonly _router?: Router;
}

type Middleware = (request: IncomingMessage, answer: ServerResponse, next: () => void) => void;

interface Router {
  readonly stack: Layer[];
}

interface Layer {
  readonly handle?: unknown;
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
}

/** A host on Express. */
export function expressServer(express: Express): HostServer {
  return {
    put(path, handler) {
      putFirst(express, path, (request, answer, next) => {
        if (!isBelow(path, withoutOrigin(request.url ?? ''))) {
          next();
          return;
        }
        answer.removeHeader('x-powered-by'); // Express has set it before any middleware
        handler(request, answer);
      });
    },
    routesBelow: (path) =>
      layersOf(express)
        .flatMap(({ route }) => (route ? [route] : []))
        .filter((route) => [route.path].flat().some((own) => typeof own === 'string' && isBelow(path.toLowerCase(), own.toLowerCase())))
        .map(({ path: own, methods }) => `${Object.keys(methods).join(', ').toUpperCase()} ${String(own)}`),
  };
}

/** What the host registered before, such as CORS or a parser, sees nothing of ours either. */
function putFirst(express: Express, path: string, middleware: Middleware): void {
  express.use(middleware);
  const layers = layersOf(express);
  const [own] = layers.splice(
    layers.findIndex(({ handle }) => handle === middleware),
    1,
  );
  if (own?.handle !== middleware) throw new NotFirst(path);
  layers.unshift(own);
}

const layersOf = (express: Express): Layer[] => (express._router ?? express.router)?.stack ?? [];
