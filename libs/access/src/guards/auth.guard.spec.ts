import type { ExecutionContext } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { AccessModule } from '../access.module.js';
import { NotAuthenticated, TokenInvalid } from '../errors.js';
import { authenticatedOf } from '../requests/authenticated.js';
import { AccessTesting } from '../testing/access-testing.js';
import { AuthGuard } from './auth.guard.js';
import { Public, RequiresAuth } from './requirements.js';

class Messages {
  own(): void {}

  @RequiresAuth({ aal: 2 })
  strong(): void {}

  @Public()
  open(): void {}
}

describe(AuthGuard.name, () => {
  const castellan = new AccessTesting();
  let module: TestingModule;
  beforeAll(async () => {
    const access = AccessModule.forRoot({ issuer: 'https://castellan.invalid', passportName: null });
    module = await castellan.replace(Test.createTestingModule({ imports: [access] })).compile();
  });
  afterAll(() => module.close());

  const contextOf = (type: string, args: unknown[], handler: keyof Messages = 'own'): ExecutionContext => {
    const context = new ExecutionContextHost(args, Messages, Messages.prototype[handler]);
    context.setType(type);
    return context;
  };
  const enter = (context: ExecutionContext) => module.get(AuthGuard).canActivate(context);
  const aSocket = () => ({ handshake: { headers: {}, auth: { token: castellan.actingAs(module).token } } });

  it('forgets who was on a socket when a message is refused (a sign-in that outlives its refusal)', async () => {
    const socket = aSocket();
    await enter(contextOf('ws', [socket, 'a message']));
    expect(authenticatedOf(contextOf('ws', [socket]))).not.toBeNull();

    socket.handshake.auth.token = 'garbage';
    await expect(enter(contextOf('ws', [socket, 'a message']))).rejects.toThrow(TokenInvalid);
    expect(authenticatedOf(contextOf('ws', [socket]))).toBeNull();
  });

  it('knows nobody at a public handler of a socket', async () => {
    const socket = aSocket();
    await enter(contextOf('ws', [socket, 'a message']));
    await enter(contextOf('ws', [socket, 'a message'], 'open'));

    expect(authenticatedOf(contextOf('ws', [socket]))).toBeNull();
  });

  it('still knows who may not do what the handler does', async () => {
    const socket = aSocket();
    await expect(enter(contextOf('ws', [socket, 'a message'], 'strong'))).rejects.toMatchObject({ status: 403 });

    expect(authenticatedOf(contextOf('ws', [socket]))).not.toBeNull();
  });

  it('does not forget at a public field who asks for those beside it', async () => {
    const args = [null, {}, { req: { headers: castellan.actingAs(module).headers } }, {}];
    await enter(contextOf('graphql', args));
    await enter(contextOf('graphql', args, 'open'));

    expect(authenticatedOf(contextOf('graphql', args))).not.toBeNull();
  });

  it('leaves the request as it was', async () => {
    const request = { headers: castellan.actingAs(module).headers, authenticated: 'by the host', authInfo: { by: 'host' } };
    const before = { ...request };
    await enter(contextOf('http', [request, {}]));

    expect(request).toEqual(before);
  });

  it('refuses what comes with nothing', () => expect(enter(contextOf('ws', [{}]))).rejects.toThrow(NotAuthenticated));
});
