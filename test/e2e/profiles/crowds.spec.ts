import { request } from 'node:http';
import type { ClientRequest } from 'node:http';
import { avatarPart, avatarUrl, here, plain, putAvatar } from '../../support/people/avatars.js';
import { eventually } from '../../support/app/eventually.js';
import type { Answer } from '../../support/http/client.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import type { BearerSession } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

const PATH = '/api/profile/';
const describeWithServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;

let app: TestApp;
let jpeg: Buffer;
beforeAll(async () => {
  app = await TestApp.start();
  jpeg = await plain().jpeg().toBuffer();
});
afterAll(() => app.close());

const someone = async (): Promise<BearerSession> => signInBearer(app, await aUser(app));
const patch = ({ bearer }: BearerSession, body: object): Promise<Answer> =>
  app.client().send('PATCH', PATH, JSON.stringify(body), { 'content-type': 'application/json', ...bearer });

/** Sends the beginning of a form, and never its end. Resolves once the service has seen the request. */
function slowUpload({ bearer }: BearerSession): Promise<ClientRequest> {
  const headers = { ...bearer, 'content-type': 'multipart/form-data; boundary=b', expect: '100-continue' };
  const upload = request(`${app.base}${PATH}avatar/`, { method: 'PUT', headers });
  upload.on('error', () => {}); // it is broken off below
  upload.flushHeaders();
  return new Promise((resolve) =>
    upload.once('continue', () => {
      upload.write('--b\r\ncontent-disposition: form-data; name="avatar"; filename="a"\r\n\r\nabc');
      resolve(upload);
    }),
  );
}

describe('many uploads that never end (slow bodies)', () => {
  it('fill their places and no memory, and give them back when they are broken off', async () => {
    const people = [await someone(), await someone(), await someone(), await someone()];
    const slow = await Promise.all(people.flatMap((person) => Array.from({ length: 5 }, () => slowUpload(person))));
    const late = await someone();
    // too little for a picture, and too late for a place
    const { headers } = await eventually(
      () => putAvatar(app, late, []),
      ({ status }) => status === 503,
    );
    expect(headers.get('retry-after')).toBe('5');
    for (const upload of slow) upload.destroy();
    const patient = await someone();
    await eventually(
      () => putAvatar(app, patient, [avatarPart(jpeg)]),
      ({ status }) => status === 200,
    );
  });
});

describe('an account that is erased while its owner changes it', () => {
  it('ends in refusals, not in faults', async () => {
    const person = await someone();
    const [{ id }] = (await app.sql<{ id: string }>('SELECT user_id AS id FROM sessions WHERE id = $1', [person.sessionId])) as [
      { id: string },
    ];
    const changes = Array.from({ length: 8 }, (_, at) => patch(person, { first_name: `Ada ${at}`, settings: { [at]: at } }));
    const uploads = Array.from({ length: 4 }, () => putAvatar(app, person, [avatarPart(jpeg)]));
    const erased = app.sql('DELETE FROM users WHERE id = $1', [id]);
    const answers = await Promise.all([...changes, ...uploads]);
    await erased;
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 401)).toEqual([]);
    expect(await app.sql('SELECT 1 FROM profiles WHERE user_id = $1 UNION ALL SELECT 1 FROM avatars WHERE user_id = $1', [id])).toEqual([]);
  });
});

describeWithServers('another node', () => {
  it('shows new names within a second, and every picture', async () => {
    const other = await app.anotherNode();
    const person = await someone();
    const me = () => other.client().get('/api/auth/me/', person.bearer);
    expect((await me()).body.full_name).toBe('');
    await patch(person, { first_name: 'Ada' });
    const begun = performance.now();
    await eventually(me, ({ body }) => body.full_name === 'Ada');
    expect(performance.now() - begun).toBeLessThan(1_000);
    await putAvatar(app, person, [avatarPart(jpeg)]);
    expect((await fetch(here(other, await avatarUrl(other, person)))).status).toBe(200);
    await other.close();
  });
});
