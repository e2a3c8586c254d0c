import { Logger } from '@nestjs/common';
import { eventually } from '../../support/app/eventually.js';
import { Customers, start } from '../../support/examples/mounted-shop.js';
import { HttpClient } from '../../support/http/client.js';

it('the shop of the guide has Castellan, its services, its signals and its guard', async () => {
  Logger.overrideLogger(false);
  const app = await start(0);
  const base = await app.getUrl();
  const castellan = new HttpClient(`${base}/auth`);
  const person = { email: 'you@example.com', password: 'a lantern by the harbour' };
  await castellan.post('/api/auth/signup/', person);
  const { body } = await castellan.post('/api/auth/login/', { ...person, transport: 'bearer' });
  const shop = new HttpClient(base, { authorization: `Bearer ${body.tokens.access}` });

  expect(await shop.get('/orders')).toMatchObject({ status: 200, body: { customer: person.email } });
  await eventually(
    () => Promise.resolve(app.get(Customers).welcomed),
    (welcomed) => welcomed.length === 1,
  );
  await castellan.post('/api/auth/logout/', {}, { authorization: `Bearer ${body.tokens.access}` });
  expect((await shop.get('/orders')).status).toBe(401);
  await app.close();
});
