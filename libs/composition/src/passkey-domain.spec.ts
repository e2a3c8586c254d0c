import { Logger } from '@nestjs/common';
import { PasskeyDomain } from './passkey-domain.js';

describe(PasskeyDomain.name, () => {
  const said = (rpId: string, areUsable: boolean): readonly unknown[] => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    new PasskeyDomain({ rpId, areUsable }).onApplicationBootstrap();
    const lines = warn.mock.calls.flat();
    warn.mockRestore();
    return lines;
  };

  it('says once what to change where browsers make no passkeys', () => {
    expect(said('192.0.2.7', false)).toEqual([expect.stringMatching(/192\.0\.2\.7.*FRONTEND_URL/)]);
  });

  it('says nothing where they do', () => expect(said('example.org', true)).toEqual([]));
});
