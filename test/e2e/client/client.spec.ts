import { createCastellan, NetworkFailure, orThrow } from '@castellan/client';
import type { Castellan, CastellanOptions } from '@castellan/client';
import { withApp } from '../../support/app/with-app.js';
import { CookieJar } from '../../support/client/cookie-jar.js';
import { castellanFor, changePicture, signIn } from '../../support/examples/front-end.js';
import { greet } from '../../support/examples/libraries/client.js';
import { aUser, someone } from '../../support/people/people.js';
import { plain } from '../../support/people/avatars.js';

const MINUTE_MS = 60_000;
const FRONT = 'https://app.example.com';
const REFRESH = 'POST /api/auth/refresh';

const app = withApp({ FRONTEND_URL: FRONT });

describe.each(['cookie', 'bearer'] as const)('the client, by %s', (transport) => {
  async function signedIn(options: Partial<CastellanOptions> = {}) {
    const [person, browser] = [await aUser(app), new CookieJar()];
    const ends: (string | null)[] = [];
    const onSessionOver = (reason: string | null): void => void ends.push(reason);
    const castellan = createCastellan({ baseUrl: app.base, transport, fetch: browser.fetchFrom(FRONT), onSessionOver, ...options });
    await orThrow(castellan.api.POST('/api/auth/login', { body: person }));
    return { castellan, person, browser, ends };
  }
  const me = ({ api }: Castellan) => api.GET('/api/auth/me');

  it('signs in, and goes on when the access has expired: one refresh for ten calls', async () => {
    const { castellan, person, browser } = await signedIn();
    app.clock.advance(16 * MINUTE_MS);

    const answers = await Promise.all(Array.from({ length: 10 }, () => me(castellan)));

    expect(answers.map(({ data }) => data?.email)).toEqual(Array(10).fill(person.email));
    expect(browser.count(REFRESH)).toBe(1);
  });

  it('sends an upload again when it was let wait for a refresh', async () => {
    const { castellan } = await signedIn();
    app.clock.advance(16 * MINUTE_MS);

    const avatar = new File([new Uint8Array(await plain().png().toBuffer())], 'ada.png', { type: 'image/png' });
    const { avatar_url } = await orThrow(castellan.api.PUT('/api/profile/avatar', { body: { avatar } }));

    expect(avatar_url).toContain('/avatars/');
  });

  it('goes on with renewed tokens after a new password', async () => {
    const { castellan, person, browser } = await signedIn();
    const body = { old_password: person.password, new_password: 'a newer horse battery 9' };

    await orThrow(castellan.api.POST('/api/auth/change-password', { body }));

    expect((await me(castellan)).response.status).toBe(200);
    expect(browser.count(REFRESH)).toBe(0);
  });

  it('hears why the session is over, once', async () => {
    const { castellan, ends, person } = await signedIn();
    const other = createCastellan({ baseUrl: app.base, transport: 'bearer' });
    await other.api.POST('/api/auth/login', { body: person });
    await orThrow(other.api.POST('/api/auth/logout-all', { body: {} }));

    const [{ error }] = await Promise.all([me(castellan), me(castellan)]);

    expect(error).toMatchObject({ code: 'session_ended', reason: 'user_revoked' });
    expect(ends).toEqual(['user_revoked']);
  });

  it('signs out, and is then nobody', async () => {
    const { castellan, ends } = await signedIn();

    await orThrow(castellan.api.POST('/api/auth/logout'));

    expect((await me(castellan)).error?.code).toBe('not_authenticated');
    expect(ends).toEqual([]);
  });

  it('is known as a device', async () => {
    const { castellan, person } = await signedIn();
    await castellan.api.POST('/api/auth/logout');
    await castellan.api.POST('/api/auth/login', { body: person });

    expect((await orThrow(castellan.api.GET('/api/auth/devices'))).count).toBe(1);
  });

  it('outlives an answer to a refresh that got lost', async () => {
    let lost = 0;
    const browser = new CookieJar();
    const real = browser.fetchFrom(FRONT);
    const lossy = async (request: Request) => {
      const answer = await real(request);
      if (!request.url.endsWith('/refresh') || lost > 0) return answer;
      lost += 1;
      throw new TypeError('terminated');
    };
    const { castellan } = await signedIn({ fetch: lossy });
    app.clock.advance(16 * MINUTE_MS);

    expect((await me(castellan)).response.status).toBe(200);
    expect(browser.count(REFRESH)).toBe(2);
  });
});

describe('the client', () => {
  it('tells a form’s failures by field', async () => {
    const { api } = createCastellan({ baseUrl: app.base, transport: 'bearer' });
    const { error } = await api.POST('/api/auth/signup', { body: { email: 'no address', password: 'x' } });

    expect(error).toMatchObject({ code: 'validation_failed', errors: { email: expect.any(Array) as string[] } });
  });

  it('says that nobody answers', async () => {
    const { api } = createCastellan({ baseUrl: 'http://127.0.0.1:9', transport: 'bearer' });
    await expect(api.GET('/api/auth/me')).rejects.toThrow(NetworkFailure);
  });

  it('does what the guide for browser apps shows', async () => {
    const ada = await aUser(app);
    const ends: (string | null)[] = [];
    const castellan = castellanFor(app.base, (reason) => ends.push(reason));

    expect(await signIn(castellan, ada.email, 'not hers at all')).toMatch(/\w+\.$/);
    expect(await signIn(castellan, ada.email, ada.password)).toBeNull();
    const picture = new File([new Uint8Array(await plain().png().toBuffer())], 'ada.png');
    await expect(changePicture(castellan, picture)).rejects.toMatchObject({ problem: { code: 'not_authenticated' } }); // no browser, no cookies
  });

  it('is what its page shows', async () => {
    const ada = await aUser(app, { first_name: 'Ada' });
    const stranger = someone();

    expect(await greet(app.base, ada.email, ada.password)).toBe('Hello, Ada');
    expect(await greet(app.base, stranger.email, stranger.password)).toMatch(/\w+\.$/);
    expect(await greet('http://127.0.0.1:9', ada.email, ada.password)).toBe('The service cannot be reached.');
  });
});
