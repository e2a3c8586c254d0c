import { describeCluster, withCluster } from '../../support/cluster/with-cluster.js';
import { someone } from '../../support/people/people.js';
import { signIn, signUp } from '../../support/service/people.js';

describeCluster('Three nodes behind haproxy', () => {
  const cluster = withCluster();

  it('are one service, whichever a request is sent to', async () => {
    const person = await signUp(cluster().client(), someone());
    const { headers } = await signIn(cluster().client(), person);
    const answers = await Promise.all(cluster().nodes.map((node) => node.client().get('/api/auth/me/', headers)));
    expect(answers.map(({ body }) => body.email)).toEqual(Array(3).fill(person.email));
  });

  it('lose one by kill -9 and have it back at the same address', async () => {
    const first = cluster().node(0);
    expect(await first.kill9()).toEqual({ code: null, signal: 'SIGKILL' });
    const health = () => cluster().client().get('/healthz');
    expect((await Promise.all([health(), health(), health()])).map(({ status }) => status)).toEqual([200, 200, 200]);
    await first.start();
    expect((await first.client().get('/readyz')).status).toBe(200);
  });
});
