import type { Cluster } from '../../../support/cluster/cluster.js';
import type { Answer } from '../../../support/http/client.js';
import { aUser, signInBearer } from '../../../support/people/people.js';
import { tally, times } from '../../../support/people/second-factor.js';

const CALLERS = 50;
const HOPS = 12;

export function refresh(cluster: () => Cluster): void {
  const rotate = (turn: number, token: string): Promise<Answer> =>
    cluster().node(turn).client().post('/api/auth/refresh/', { refresh: token });
  const me = async (turn: number, access: string): Promise<Answer> =>
    cluster()
      .node(turn)
      .client()
      .get('/api/auth/me/', { authorization: `Bearer ${access}` });

  it('keep fifty callers with one refresh token on one chain', async () => {
    const session = await signInBearer(cluster(), await aUser(cluster()));
    const answers = await times(CALLERS, (turn) => rotate(turn, session.refresh));
    expect(tally(answers)).toEqual({ ok: CALLERS });
    expect(new Set(answers.map(({ body }) => body.refresh)).size).toBe(1);
    expect(await cluster().sql('SELECT generation FROM sessions WHERE id = $1', [session.sessionId])).toEqual([{ generation: 1 }]);
  });

  it('carry on a chain whose every step is taken at another node, and end all of it when an old link comes back', async () => {
    const session = await signInBearer(cluster(), await aUser(cluster()));
    let { access, refresh: token } = session;
    for (let hop = 0; hop < HOPS; hop += 1) {
      const answer = await rotate(hop, token);
      expect([hop, answer.status]).toEqual([hop, 200]);
      ({ access, refresh: token } = answer.body);
      expect(tally(await times(3, (turn) => me(turn, access)))).toEqual({ ok: 3 });
    }
    expect((await rotate(1, session.refresh)).body).toMatchObject({ code: 'session_ended', reason: 'reuse_detected' });
    expect((await rotate(2, token)).body.reason).toBe('reuse_detected');
    expect((await me(1, access)).body.reason).toBe('reuse_detected');
  });
}
