import { randomUUID } from 'node:crypto';
import { Test } from '@nestjs/testing';
import speakeasy from 'speakeasy';
import { throwawayDatabase } from '../../support/stores/throwaway-database.js';
import { SecondFactor, SecondFactorModule } from '../../support/examples/two-factor-example.js';
import { SECRET_KEY } from '../../support/twofactor/library.js';

describe('the example of the guide', () => {
  it('makes a secret, shows it, verifies, enables, and asks for codes from then on', async () => {
    const server = await throwawayDatabase();
    const database = server ? ({ kind: 'postgres', url: server.url } as const) : ({ kind: 'embedded', directory: null } as const);
    const app = await Test.createTestingModule({ imports: [SecondFactorModule.forRoot(database, SECRET_KEY)] }).compile();
    const [factor, user] = [app.get(SecondFactor, { strict: false }), randomUUID()];
    const phone = (secret: string, seconds = 0) => speakeasy.totp({ secret, encoding: 'base32', time: Date.now() / 1000 + seconds });

    const { secret, qrCode } = await factor.begin(user, 'ada@example.org');
    expect(qrCode).toMatch(/^data:image\/png;base64,/);
    expect(await factor.finish(user, phone(secret, 300))).toEqual({ error: 'The code is wrong or has expired.' });
    const { backupCodes } = await factor.finish(user, phone(secret));
    expect(backupCodes).toHaveLength(10);

    const codes = [phone(secret, 30), phone(secret, 30), backupCodes![0]!, backupCodes![0]!];
    const proven: boolean[] = [];
    for (const code of codes) proven.push(await factor.isProven(user, code));
    expect(proven).toEqual([true, false, true, false]);
    await app.close();
    await server?.drop();
  });
});
