import { Logger } from '@nestjs/common';
import { HttpClient } from '../../support/http/client.js';
import '../../support/examples/mounted-app-story.js';
import { start } from '../../support/examples/mounted-app.js';

// the story is for the runner of Node; here it is run by this one
jest.mock('node:test', () => ({ describe, it, before: beforeAll, after: afterAll }));

it('the app of the README has Castellan under its path', async () => {
  Logger.overrideLogger(false);
  const app = await start(0);
  const client = new HttpClient(await app.getUrl());
  const person = { email: 'you@example.com', password: 'a lantern by the harbour' };

  expect(await client.post('/auth/api/auth/signup/', person)).toMatchObject({ status: 201 });
  expect(await client.get('/auth/dev/inbox')).toMatchObject({ status: 200 });
  expect(await client.get('/api/auth/signup/')).toMatchObject({ status: 404 });
  await app.close();
});
