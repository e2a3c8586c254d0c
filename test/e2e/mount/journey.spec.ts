import { AuthGuard, CurrentCaller, RequiresPermission } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { localOperator, SessionRevocation, UserDirectory, UserRegistered } from '@castellan/accounts';
import { OnSignal } from '@castellan/signals';
import { Controller, Get, Injectable, UseGuards } from '@nestjs/common';
import sharp from 'sharp';
import { eventually } from '../../support/app/eventually.js';
import { MountedHost, PLATFORMS } from '../../support/mount/mounted-host.js';
import { avatarPart, sendForm } from '../../support/people/avatars.js';
import { aUser, signInBearer, signInCookie } from '../../support/people/people.js';

@Injectable()
class Customers {
  readonly greeted: string[] = [];

  constructor(
    readonly directory: UserDirectory,
    readonly sessions: SessionRevocation,
  ) {}

  @OnSignal(UserRegistered, { phase: 'after-commit' })
  async greet({ userId }: UserRegistered): Promise<void> {
    this.greeted.push(userId);
    await Promise.resolve();
  }
}

@Controller('orders')
class OrdersController {
  @Get()
  list(): readonly string[] {
    return ['first'];
  }

  @Get('mine')
  @UseGuards(AuthGuard)
  mine(@CurrentCaller() { userId }: Caller): object {
    return { userId };
  }

  @Get('all')
  @UseGuards(AuthGuard)
  @RequiresPermission('users.view')
  all(): object {
    return {};
  }
}

describe.each(PLATFORMS)('a host on %s that has Castellan mounted', (platform) => {
  let host: MountedHost;
  beforeAll(async () => {
    host = await MountedHost.start(platform, { controllers: [OrdersController], providers: [Customers] });
  });
  afterAll(() => host.close());

  it('signs people up, mails their link, signs them in with cookies, refreshes and signs out', async () => {
    const person = await aUser(host);
    const { browser } = await signInCookie(host, person);

    expect((await browser.get('/api/auth/me/')).body).toMatchObject({ email: person.email });
    expect((await browser.post('/api/auth/token/refresh/')).status).toBe(200);
    expect((await browser.post('/api/auth/logout/')).status).toBeLessThan(300);
    expect((await browser.get('/api/auth/me/')).status).toBe(401);
  });

  it('mails links that lead below its path', async () => {
    const { email } = await aUser(host);
    const { links } = await host.mailTo(email);

    expect(links.every((link) => link.startsWith('http://localhost:3000/auth/'))).toBe(true);
  });

  it('takes a picture that is uploaded, past the parsers of the host', async () => {
    const { bearer } = await signInBearer(host, await aUser(host));
    const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();

    const answer = await sendForm(host.client(bearer), '/api/profile/avatar/', [avatarPart(picture)]);

    expect(answer.status).toBeLessThan(300);
  });

  it('answers fifty requests at once, each its own', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => aUser(host)));
    const sessions = await Promise.all(people.map((person) => signInBearer(host, person)));
    const asked = Array.from({ length: 50 }, (_, at) => at % people.length);

    const answers = await Promise.all(asked.map((at) => host.client(sessions[at]!.bearer).get('/api/auth/me/')));

    expect(answers.map(({ body }) => body.email)).toEqual(asked.map((at) => people[at]!.email));
  });

  it('bears an upload that breaks off', async () => {
    const abort = new AbortController();
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(Buffer.alloc(1024, '{'));
        abort.abort();
      },
    });
    const headers = { 'content-type': 'application/json' };
    const broken = fetch(`${host.base}/auth/api/auth/login/`, {
      method: 'POST',
      body: stream,
      headers,
      signal: abort.signal,
      duplex: 'half',
    });

    await expect(broken).rejects.toThrow();
    expect((await host.client().get('/healthz')).status).toBe(200);
  });

  it("guards the host's own routes: a session that is revoked is over at once, and permissions count", async () => {
    const person = await aUser(host);
    const { bearer, sessionId } = await signInBearer(host, person);
    const { directory, sessions } = host.get(Customers);
    const user = await directory.findByName({ email: person.email });

    expect(await host.visitor(bearer).get('/orders/mine')).toMatchObject({ status: 200, body: { userId: user?.id } });
    expect((await host.visitor(bearer).get('/orders/all')).status).toBe(403);
    expect((await host.visitor().get('/orders/mine')).status).toBe(401);
    await sessions.end(localOperator(), sessionId);
    expect((await host.visitor(bearer).get('/orders/mine')).status).toBe(401);
  });

  it("takes no cookie on the host's own routes (CSRF)", async () => {
    const { browser } = await signInCookie(host, await aUser(host));
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ');

    expect((await host.visitor({ cookie }).get('/orders/mine')).status).toBe(401);
  });

  it('tells the host what happened, by its signals', async () => {
    const { email } = await aUser(host);
    const { directory, greeted } = host.get(Customers);
    const user = await directory.findByName({ email });

    await eventually(
      async () => Promise.resolve(greeted),
      (seen) => seen.includes(user!.id),
    );
  });

  it('answers its own routes as ever', async () => {
    const answer = await host.visitor().get('/orders');

    expect(answer).toMatchObject({ status: 200, body: ['first'] });
    expect(answer.headers.get('x-request-id')).toBeNull();
  });
});
