import { Federation } from '@castellan/federation';
import { Logger } from '@nestjs/common';
import { FederationLibrary } from '../../support/federation/library.js';
import { OpenIdProvider } from '../../support/provider/open-id-provider.js';

describe(Federation.name, () => {
  it('warns of each provider that is away, and of no other', async () => {
    const acme = await OpenIdProvider.open();
    const away = { id: 'away', issuer: 'http://127.0.0.1:9', clientId: 'a', clientSecret: 'hunter2' };
    const library = await FederationLibrary.open([acme.options, away]);
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    await library.federation.warnOfAbsent();
    const lines = warn.mock.calls.map(([line]: readonly unknown[]) => line);
    warn.mockRestore();
    await Promise.all([library.close(), acme.close()]);

    expect(lines).toEqual([expect.stringMatching(/^Nobody can sign in by away now: 127\.0\.0\.1:9 cannot be reached/)]);
  });
});
