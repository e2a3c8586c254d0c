import type { IncomingMessage, ServerResponse } from 'node:http';
import { isBelow } from '@castellan/rest';
import type { HostServer } from './host-server.types.js';
import { BehindBodyParser } from './mount-errors.js';

/** What is used of an Express application (version 5: https://expressjs.com/en/5x/api.html#app). */
export interface Express {
  use(middleware: (request: IncomingMessage, answer: ServerResponse, next: () => void) => void): void;
  readonly router?: { readonly stack: readonly Layer[] };
}

interface Layer {
  readonly name?: string;
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
}

/** As the parsers of Express and body-parser name themselves. */
const BODY_PARSERS: readonly string[] = ['jsonParser', 'urlencodedParser', 'rawParser', 'textParser'];

/** A host on Express. Its own middleware is registered when the host is initialised, so what is put now comes first. */
export function expressServer(express: Express): HostServer {
  return {
    put(path, handler) {
      const parser = layersOf(express).find(({ name = '' }) => BODY_PARSERS.includes(name));
      if (parser) throw new BehindBodyParser(path, String(parser.name));
      express.use((request, answer, next) => {
        if (!isBelow(path, request.url ?? '')) {
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
        .filter((route) => [route.path].flat().some((own) => typeof own === 'string' && isBelow(path, own)))
        .map(({ path: own, methods }) => `${Object.keys(methods).join(', ').toUpperCase()} ${String(own)}`),
  };
}

const layersOf = ({ router }: Express): readonly Layer[] => router?.stack ?? [];
