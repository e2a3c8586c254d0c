import { Failed } from '../providers/failures.js';
import { Web } from './web.js';

const NOWHERE = 'no-such-host.invalid'; // RFC 6761 §6.4

describe(Web.name, () => {
  const web = new Web({ allowsLoopback: false, allowsPrivateAddresses: false });
  afterAll(() => web.close());

  const failureOf = (address: string): Promise<unknown> =>
    web.fetch(address, { method: 'GET', headers: {} }).catch((error: unknown) => error);

  it('says so where a name stands for no address, and goes on (an error in the callback of a look-up ends the process)', async () => {
    expect(await failureOf(`https://${NOWHERE}/`)).toEqual(new Failed(`${NOWHERE} cannot be reached`));
  });
});
