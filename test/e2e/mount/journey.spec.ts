import { UserDirectory } from '@castellan/accounts';
import { Controller, Get, Injectable } from '@nestjs/common';
import { MountedHost, PLATFORMS } from '../../support/mount/mounted-host.js';
import { someone } from '../../support/people/people.js';

@Injectable()
class Customers {
  constructor(readonly directory: UserDirectory) {}
}

@Controller('orders')
class OrdersController {
  @Get()
  list(): readonly string[] {
    return ['first'];
  }
}

describe.each(PLATFORMS)('a host on %s that has Castellan mounted', (platform) => {
  let host: MountedHost;
  beforeAll(async () => {
    host = await MountedHost.start(platform, { controllers: [OrdersController], providers: [Customers] });
  });
  afterAll(() => host.close());

  it('signs people up, mails their link, and signs them in with cookies', async () => {
    const person = someone();
    const browser = host.client();

    expect((await browser.post('/api/auth/signup/', person)).status).toBe(201);
    const { links } = await host.mailTo(person.email);
    const { searchParams } = new URL(links.find((link) => link.includes('token='))!);
    const link = { uid: searchParams.get('uid'), token: searchParams.get('token') };
    expect((await browser.post('/api/auth/verify-account/', link)).status).toBe(200);
    expect((await browser.post('/api/auth/login/', person)).status).toBe(200);

    expect((await browser.get('/api/auth/me/')).body).toMatchObject({ email: person.email });
  });

  it('answers its own routes as ever', async () => {
    const answer = await host.visitor().get('/orders');

    expect(answer).toMatchObject({ status: 200, body: ['first'] });
    expect(answer.headers.get('x-request-id')).toBeNull();
    expect((await host.visitor().get('/authors')).status).toBe(404);
  });

  it('may inject the services', async () => {
    expect(host.get(Customers).directory).toBeInstanceOf(UserDirectory);
  });
});
