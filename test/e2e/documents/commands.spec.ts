import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { HttpClient } from '../../support/http/client.js';
import { CastellanFetch } from '../../support/examples/castellan-fetch.js';
import { OrdersModule } from '../../support/examples/orders-service.js';
import { jsonLikeness, likeness, Page, WALK } from '../../support/documents/page.js';
import type { Block } from '../../support/documents/page.js';
import { ServiceProcess } from '../../support/service/process.js';
import { Shell } from '../../support/service/shell.js';

const ADDRESS = 'localhost:3000';
const PANEL = 'localhost:3001';
const INBOX = /http:[^' ]*\/dev\/inbox[^' ]*/g;
const DATA_DIRECTORY = '/home/ada/castellan/var';

/** What the pages tell a newcomer to type, typed into one shell at one service. */
describe('the commands of the documents', () => {
  let service: ServiceProcess;
  let shell: Shell;
  beforeAll(async () => {
    service = await ServiceProcess.start();
    shell = new Shell();
  }, 120_000);
  afterAll(async () => {
    shell.close();
    await service.stop();
  });

  /** The page's text for this service. */
  const here = (text: string): string =>
    text.replaceAll(ADDRESS, `localhost:${String(service.port)}`).replaceAll(PANEL, `localhost:${String(service.adminPort)}`);

  it('begin with a service that announces itself as the README prints it', async () => {
    const printed = new Page('README.md').blocks.find(({ text }) => text.startsWith('Castellan is running.'));
    const announced = await service.printed('Stop with Ctrl-C.', 'Castellan is running.');
    expect(announced).toBe(here(printed!.text).replaceAll(DATA_DIRECTORY, service.dataDirectory).trim());
  });

  it.each(WALK)('get the answers that are printed in %s', async (path) => {
    for (const { commands, answer } of new Page(path).steps) {
      for (const [inbox] of here(commands).matchAll(INBOX)) await mailIn(inbox);
      expectLike(await shell.type(here(commands)), { ...answer, text: here(answer.text) }, commands);
    }
  });

  it('lead to tokens that the service of the guide accepts', async () => {
    const castellan = `http://localhost:${String(service.port)}`;
    const module = await Test.createTestingModule({ imports: [OrdersModule.forRoot(castellan)] }).compile();
    const orders = await module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false }).init();
    const ask = async (url: string, headers = {}) => (await orders.inject({ url, headers })).json<unknown>();
    const refusal = { status: 401, type: expect.stringContaining('urn:castellan:error:') as string };
    const person = { email: 'ada@example.com', password: 'violet kettle on the moor', transport: 'bearer' };
    const { body } = await new HttpClient(castellan).post('/api/auth/login/', person);

    expect(await ask('/orders', { authorization: `Bearer ${body.tokens.access}` })).toEqual({ owner: body.user.id, orders: [] });
    expect(await ask('/orders', { authorization: `Bearer ${body.tokens.refresh}` })).toMatchObject({ ...refusal, code: 'token_invalid' });
    expect(await ask('/orders')).toMatchObject({ ...refusal, code: 'not_authenticated' });
    expect(await ask('/orders/status')).toEqual({ open: true });
    await orders.close();
  });

  it('lead to sessions that the fetch of the guide keeps alive: one refresh for all that wait, none that helps after the end', async () => {
    const browser = new HttpClient(`http://localhost:${String(service.port)}`);
    const asked = fetchAsIn(browser);
    const app = new CastellanFetch(browser.base);
    await browser.post('/api/auth/login/', { email: 'ada@example.com', password: 'violet kettle on the moor' });
    browser.jar.delete('access_token'); // as browsers do when its time is over

    const answers = await Promise.all([1, 2, 3].map(() => app.request('/api/auth/me/')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(asked.filter((path) => path === '/api/auth/refresh/')).toHaveLength(1);
    expect((await app.request('/api/auth/logout/', { method: 'POST' })).status).toBe(200);
    expect((await app.request('/api/auth/me/')).status).toBe(401);
    jest.restoreAllMocks();
  });
});

/** Gives `fetch` the cookies of this client, as a browser does by itself. Returns the paths that are asked for from now on. */
function fetchAsIn(browser: HttpClient): readonly string[] {
  const asked: string[] = [];
  const send = globalThis.fetch;
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    if (typeof input === 'string') asked.push(new URL(input).pathname);
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await send(input, { ...init, headers: { ...(init?.headers as object), ...(cookie && { cookie }) } });
    for (const line of answer.headers.getSetCookie()) keepIn(browser.jar, line);
    return answer;
  });
  return asked;
}

function keepIn(jar: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === '') jar.delete(name);
  else jar.set(name, value);
}

/** A person takes longer to copy the next command than the queue takes to deliver. */
async function mailIn(inbox: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(inbox, { headers: { accept: 'application/json' } });
    const { results } = (await answer.json()) as { results: unknown[] };
    if (results.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function expectLike(answer: string, { language, text }: Block, commands: string): void {
  const isJson = language === 'json';
  const printed = isJson ? jsonLikeness(JSON.parse(text)) : expect.stringMatching(likeness(text));
  expect({ commands, answer: isJson ? parsed(answer) : answer.trim() }).toEqual({ commands, answer: printed });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
