import type { ExecutionContext } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { presentedToken } from '../tokens/presented-token.js';
import { requestOf } from './request-of.js';

const BEARER = { authorization: 'Bearer t.o.k' };

function aContext(type: string, args: unknown[]): ExecutionContext {
  const context = new ExecutionContextHost(args);
  context.setType(type);
  return context;
}

/** The token that comes in with a call, as the guard finds it in a service that takes a cookie, too. */
function tokenOf(type: string, ...args: unknown[]): string | null {
  const request = requestOf(aContext(type, args));
  return request && presentedToken(request.headers, 'access_token');
}

const NATS = (value: string) => ({
  getSubject: () => 'me',
  getHeaders: () => ({ get: (name: string) => (name === 'authorization' ? value : '') }),
});
const KAFKA = (authorization: unknown) => ({ getTopic: () => 'me', getMessage: () => ({ headers: { authorization } }) });
const GRPC = (...values: string[]) => ({ getMap: () => ({}), get: (name: string) => (name === 'authorization' ? values : []) });
const TCP = { getSocketRef: () => ({}), getPattern: () => 'me' };

describe(requestOf.name, () => {
  it.each<[string, string, unknown[]]>([
    ['a request of Express or Fastify', 'http', [{ headers: BEARER }, {}]],
    ['the cookie of a request', 'http', [{ headers: { cookie: 'access_token=t.o.k' } }, {}]],
    ['the context of Apollo, or of Mercurius under Nest', 'graphql', [null, {}, { req: { headers: BEARER } }, {}]],
    ['a context with request', 'graphql', [null, {}, { request: { headers: BEARER } }, {}]],
    ['the context of Mercurius', 'graphql', [null, {}, { reply: { request: { headers: BEARER } } }, {}]],
    ['a reference of a federated graph', 'graphql', [{ id: 1 }, { req: { headers: BEARER } }, {}]],
    ['the parameters of a subscription', 'graphql', [null, {}, { req: { connectionParams: BEARER, extra: {} } }, {}]],
    ['parameters in capitals', 'graphql', [null, {}, { connectionParams: { Authorization: 't.o.k' } }, {}]],
    ['the socket of a subscription', 'graphql', [null, {}, { req: { extra: { request: { headers: BEARER } } } }, {}]],
    ['auth.token of socket.io', 'ws', [{ handshake: { headers: {}, auth: { token: 't.o.k' } } }, 'data']],
    ['auth.token as a header has it', 'ws', [{ handshake: { headers: {}, auth: { token: 'bearer t.o.k' } } }]],
    ['the header of socket.io', 'ws', [{ handshake: { headers: BEARER, auth: {} } }]],
    ['the request that a gateway kept on a client of ws', 'ws', [{ request: { headers: { ...BEARER, upgrade: 'websocket' } } }]],
    ['metadata of gRPC', 'rpc', [{}, GRPC('Bearer t.o.k'), {}]],
    ['headers of NATS', 'rpc', [{}, NATS('Bearer t.o.k')]],
    ['headers of Kafka', 'rpc', [{}, KAFKA('Bearer t.o.k')]],
    ['headers of Kafka as bytes', 'rpc', [{}, KAFKA(Buffer.from('Bearer t.o.k'))]],
    ['headers of RabbitMQ', 'rpc', [{}, { getMessage: () => ({ properties: { headers: BEARER } }) }]],
    ['user properties of MQTT', 'rpc', [{}, { getPacket: () => ({ properties: { userProperties: BEARER } }) }]],
    ['a message of TCP', 'rpc', [{ ...BEARER, n: 1 }, TCP]],
    ['a message without a context', 'rpc', [BEARER]],
  ])('finds the token in %s', (_, type, args) => {
    expect(tokenOf(type, ...args)).toBe('t.o.k');
  });

  it.each<[string, string, unknown[]]>([
    [
      'cookies of a socket (cross-site WebSocket hijacking)',
      'ws',
      [{ handshake: { headers: { cookie: 'access_token=t.o.k' }, auth: {} } }],
    ],
    [
      'cookies of a subscription',
      'graphql',
      [null, {}, { req: { extra: { request: { headers: { cookie: 'access_token=t.o.k' } } } } }, {}],
    ],
    [
      'cookies of an upgrade that stands for a request',
      'graphql',
      [null, {}, { req: { headers: { cookie: 'access_token=t.o.k', upgrade: 'websocket' } } }, {}],
    ],
    ['arguments of a query', 'graphql', [null, { req: { headers: BEARER } }, {}, {}]],
    ['data of a socket', 'ws', [{ handshake: { headers: {}, auth: {} } }, BEARER]],
    ['a query string of a socket', 'ws', [{ handshake: { headers: {}, auth: {}, query: { token: 't.o.k' } } }]],
    ['a message whose transport has headers', 'rpc', [BEARER, NATS('')]],
    ['a message whose NATS headers were left out', 'rpc', [BEARER, { getHeaders: () => undefined }]],
    ['a message of gRPC', 'rpc', [BEARER, GRPC()]],
    ['metadata that names two', 'rpc', [{}, GRPC('Bearer t.o.k', 'Bearer p.l.anted')]],
    ['a header of Kafka that comes twice', 'rpc', [{}, KAFKA(['Bearer t.o.k', 'Bearer p.l.anted'])]],
    ['auth.token that is no text', 'ws', [{ handshake: { headers: {}, auth: { token: { toString: () => 't.o.k' } } } }]],
    ['a header that is no text', 'rpc', [{ authorization: ['Bearer t.o.k'] }, TCP]],
  ])('takes none from %s', (_, type, args) => {
    expect(tokenOf(type, ...args)).toBeNull();
  });

  it('lets the header of a socket go before what a script sent, even a bad one', () => {
    expect(tokenOf('ws', { handshake: { headers: { authorization: 'Basic dTpw' }, auth: { token: 't.o.k' } } })).toBeNull();
  });

  it.each([[], [null], [undefined], ['text'], [7], [{}], [{ headers: null }], [{ handshake: null }], [null, null, null, null], [{}, {}]])(
    'finds nothing in a context that has nothing: %j',
    (...args: unknown[]) => {
      for (const type of ['http', 'graphql', 'ws', 'rpc', 'telegram']) expect(tokenOf(type, ...args)).toBeNull();
    },
  );
});
