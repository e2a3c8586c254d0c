import { setTimeout as sleep } from 'node:timers/promises';
import { AccessModule, PublishedKeys, RevocationFollower } from '@castellan/access';
import type { RevocationsOptions } from '@castellan/access';
import { EVERYWHERE, OrdersController, startService } from '../../support/access/guarded-service.js';
import type { GuardedService } from '../../support/access/guarded-service.js';
import { aMachine } from '../../support/api-keys/keys.js';
import { eventually } from '../../support/app/eventually.js';
import { withApp } from '../../support/app/with-app.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import type { BearerSession } from '../../support/people/people.js';
import { access } from '../../support/examples/following.js';
import { Relay } from '../../support/revocations/relay.js';

/** docs/reference/contract.md#revocation-feed */
const WITHIN_MS = 1_000;

describe('A service that follows the revocations', () => {
  const app = withApp();
  let relay: Relay;
  const services: GuardedService[] = [];
  beforeEach(async () => {
    relay = await Relay.to(app.base);
  });
  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.close()));
    await relay.close();
  });

  /** Another team's, with the guard alone. */
  const aService = async (whenCut: RevocationsOptions['whenCut'], key?: string): Promise<GuardedService> => {
    const revocations = { key: key ?? (await aMachine(app, ['revocations.view'])).secret, whenCut, url: relay.url };
    const keys = new PublishedKeys(`${app.base}/.well-known/jwks.json`);
    const access = AccessModule.forRoot({ issuer: app.configuration.publicUrl, keys, revocations });
    const service = await startService('Express', { imports: [access], controllers: [OrdersController], providers: [EVERYWHERE] });
    services.push(service);
    return service;
  };
  const aSession = async (): Promise<BearerSession> => signInBearer(app, await aUser(app));
  const signOut = ({ refresh }: BearerSession) => app.client().post('/api/auth/logout/', { refresh });
  const code = async (service: GuardedService, { bearer }: BearerSession): Promise<unknown> => {
    const { status, body } = await service.get('/orders', { ...bearer });
    return status === 200 ? 200 : body['code'];
  };
  const becomes = (service: GuardedService, session: BearerSession, expected: unknown) =>
    eventually(
      () => code(service, session),
      (seen) => seen === expected,
    );

  it('refuses a session within a second of its end, at no call a request', async () => {
    const service = await aService('refuse');
    const session = await aSession();
    await becomes(service, session, 200);
    await sleep(300);
    const { asked } = relay;
    for (let request = 0; request < 50; request += 1) expect(await code(service, session)).toBe(200);
    expect(relay.asked - asked).toBeLessThan(3);

    await signOut(session);
    const since = performance.now();
    await becomes(service, session, 'session_ended');

    expect(performance.now() - since).toBeLessThan(WITHIN_MS);
  });

  it('has tokens of an older version or step refreshed', async () => {
    const service = await aService('refuse');
    const person = await aUser(app);
    const [kept, older] = [await signInBearer(app, person), await signInBearer(app, person)];
    await becomes(service, kept, 200);

    await app.client().post('/api/auth/reauthenticate/', { password: person.password }, kept.bearer);
    await becomes(service, kept, 'token_expired');
    expect(await code(service, older)).toBe(200);
    await app.sql('UPDATE users SET token_version = token_version + 1 WHERE email = $1', [person.email]);

    await becomes(service, older, 'token_expired');
  });

  it('knows at its start what was revoked before, and says so to the first request', async () => {
    const session = await aSession();
    await signOut(session);

    expect(await code(await aService('refuse'), session)).toBe('session_ended');
  });

  it('refuses everybody while the feed is cut off, where that was said, and goes on with what came since', async () => {
    const service = await aService('refuse');
    const [here, gone] = [await aSession(), await aSession()];
    await becomes(service, here, 200);

    relay.cut();
    await becomes(service, here, 'unavailable');
    await signOut(gone);
    relay.mend();

    await becomes(service, here, 200);
    expect(await code(service, gone)).toBe('session_ended');
  });

  it('takes tokens for as long as was said while the feed is cut off, and none after', async () => {
    const service = await aService({ acceptFor: '1500ms' });
    const [here, gone] = [await aSession(), await aSession()];
    await signOut(gone);
    await becomes(service, gone, 'session_ended');

    relay.cut();
    await sleep(500);
    expect([await code(service, here), await code(service, gone)]).toEqual([200, 'session_ended']);

    await becomes(service, here, 'unavailable');
    expect(await code(service, gone)).toBe('session_ended');
    relay.mend();
    await becomes(service, here, 200);
  });

  it('lets nobody in before it has heard anything, by either policy', async () => {
    const session = await aSession();
    relay.cut();

    const services = [await aService('refuse'), await aService({ acceptFor: '1h' })];

    expect(await Promise.all(services.map((service) => code(service, session)))).toEqual(['unavailable', 'unavailable']);
  });

  it('lets nobody in with a key that opens nothing', async () => {
    const { secret } = await aMachine(app, ['users.view']);
    const service = await aService({ acceptFor: '1h' }, secret);

    expect(await code(service, await aSession())).toBe('unavailable');
    expect(service.app.get(RevocationFollower).health.isCut).toBe(true);
  });

  it('is made as the guide says', async () => {
    const { secret } = await aMachine(app, ['revocations.view']);
    const service = await startService('Express', { imports: [access(app.base, secret)] });
    services.push(service);

    await eventually(
      () => Promise.resolve(service.app.get(RevocationFollower).health.isCut),
      (isCut) => !isCut,
    );
  });
});
