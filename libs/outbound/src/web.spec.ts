import { FailedRequest } from './failed-request.js';
import { Web } from './web.js';

const NOWHERE = 'no-such-host.invalid'; // RFC 6761 §6.4

describe(Web.name, () => {
  const rules = { takesName: (_: string, protocol: string) => protocol === 'https:', takesAddress: () => false };
  const web = new Web(rules, { timeoutMs: 5_000, answerBytes: 1_000 });
  afterAll(() => web.close());

  const failureOf = (address: string): Promise<unknown> =>
    web.fetch(address, { method: 'GET', headers: {} }).catch((error: unknown) => error);

  it('says so where a name stands for no address, and goes on (an error in the callback of a look-up ends the process)', async () => {
    expect(await failureOf(`https://${NOWHERE}/`)).toEqual(new FailedRequest(`${NOWHERE} cannot be reached`));
  });

  it('says before a request that a name stands for no address', async () => {
    const reachable = web.demandReachable(`https://${NOWHERE}/`, 'it');

    await expect(reachable).rejects.toThrow('it has a name that stands for no address');
  });
});
