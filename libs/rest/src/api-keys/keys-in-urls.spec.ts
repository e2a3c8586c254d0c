import type { ApiKeyAuthentication } from '@castellan/api-keys';
import { Logger } from '@nestjs/common';
import { KeysInUrls } from './keys-in-urls.js';

const OWN = '0198a4c8-2f00-7000-8000-3a5e0dd3e636';

describe(KeysInUrls.name, () => {
  let warn: jest.SpyInstance;
  beforeEach(() => (warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue()));
  afterEach(() => warn.mockRestore());

  /** Of a service that has one key. */
  function ofOneKey() {
    const exists = jest.fn((id: string) => Promise.resolve(id === OWN));
    const isThere: ApiKeyAuthentication['isThere'] = async (id, mayAsk) => mayAsk() && exists(id);
    return { exists, urls: new KeysInUrls({ isThere } as ApiKeyAuthentication) }; // what is asked of it
  }

  it('warns of no key that somebody made up (forged warnings), and asks for few of one client', async () => {
    const { exists, urls } = ofOneKey();
    for (let at = 0; at < 100; at += 1) await urls.tell(`made up ${at}`, '192.0.2.1', 0);

    expect(warn).not.toHaveBeenCalled();
    expect(exists).toHaveBeenCalledTimes(5);
  });

  it('warns of a real one, however many somebody made up before (suppressed warnings)', async () => {
    const { urls } = ofOneKey();
    for (let at = 0; at < 100; at += 1) await urls.tell(`made up ${at}`, '192.0.2.1', 0);
    await urls.tell(OWN, '198.51.100.1', 1);

    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining(OWN));
  });

  it('warns once an hour of each, of those that come at once, too', async () => {
    const { urls } = ofOneKey();
    await Promise.all(Array.from({ length: 5 }, () => urls.tell(OWN, '192.0.2.1', 0)));
    await urls.tell(OWN, '192.0.2.2', 3_599_000);
    expect(warn).toHaveBeenCalledTimes(1);

    await urls.tell(OWN, '192.0.2.2', 3_600_000);
    expect(warn).toHaveBeenCalledTimes(2);
  });
});
