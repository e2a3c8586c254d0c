import { Idempotency } from '@castellan/accounts';
import { Jobs, Transaction } from '@castellan/data';
import type { Type } from '@nestjs/common';
import { aMachine } from '../../support/api-keys/keys.js';
import { eventually } from '../../support/app/eventually.js';
import { withApp } from '../../support/app/with-app.js';
import { managementOf } from '../../support/management/staff.js';
import { someone } from '../../support/people/people.js';

const HOUR_MS = 3_600_000;

describe(Idempotency.name, () => {
  const app = withApp();
  const count = async () => (await app.sql<{ count: number }>('SELECT count(*)::int AS count FROM idempotent_answers'))[0]!.count;

  it('keeps an answer for a day, and the night after it takes it away', async () => {
    const { bearer } = await aMachine(app, ['users.add']);
    const api = managementOf(app.client(), { headers: bearer });
    const make = (once: string, email: string) => api.post('users/', { email }, { 'idempotency-key': once });
    const [old, young] = [someone().email, someone().email];
    const first = await make('old', old);
    await app.advance(20 * HOUR_MS);
    await make('young', young);
    expect((await make('old', old)).body).toEqual(first.body);

    await app.advance(5 * HOUR_MS);
    await app.get(Transaction).run(() => app.get(Jobs as Type<Jobs>).enqueue('idempotency', {})); // as the schedule does

    expect(await eventually(count, (left) => left < 2)).toBe(1);
    expect((await make('young', young)).status).toBe(201);
    expect((await make('old', old)).status).toBe(400); // anew: the address is taken
  });
});
