import type { Cluster } from '../../../support/cluster/cluster.js';
import type { Answer } from '../../../support/http/client.js';
import { HttpClient } from '../../../support/http/client.js';
import { someAddress } from '../../../support/http/some-address.js';
import { aProtectedUser, pendingSignIn, tally, times, WRONG_CODE } from '../../../support/people/second-factor.js';

const ATTEMPTS = 5;

export function waiting(cluster: () => Cluster): void {
  const finish = (turn: number, session_token: string, code: string): Promise<Answer> =>
    cluster().node(turn).client().post('/api/auth/2fa/verify-login/', { session_token, code });

  it('finish a sign-in that was begun at another, in an app and in a browser', async () => {
    const ada = await aProtectedUser(cluster());
    const token = await pendingSignIn(cluster().node(0), ada);
    expect((await finish(1, token, ada.backupCodes[0]!)).status).toBe(200);

    const begun = cluster().node(1).client();
    const { body } = await begun.post('/api/auth/login/', { email: ada.email, password: ada.password });
    const elsewhere = new HttpClient(cluster().node(2).base, { 'x-forwarded-for': someAddress() });
    for (const [name, value] of begun.jar) elsewhere.jar.set(name, value);
    const done = await elsewhere.post('/api/auth/2fa/verify-login/', { session_token: body.session_token, code: ada.backupCodes[1]! });
    expect([done.status, Object.keys(done.cookies)]).toEqual([200, expect.arrayContaining(['access_token', 'refresh_token'])]);
    expect((await elsewhere.get('/api/auth/me/')).body.email).toBe(ada.email);
  });

  it('count its five attempts together, and take no right code after them', async () => {
    const ada = await aProtectedUser(cluster());
    const token = await pendingSignIn(cluster().node(2), ada);
    const answers = await times(30, (turn) => finish(turn, token, WRONG_CODE));
    expect(tally(answers)).toEqual({ invalid_code: ATTEMPTS, challenge_expired: 30 - ATTEMPTS });
    expect((await finish(0, token, ada.backupCodes[0]!)).body.code).toBe('challenge_expired');
  });
}
