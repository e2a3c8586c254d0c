import { gzipSync } from 'node:zlib';
import { expectProblem, ProbeClient } from '../../support/http/probe-client.js';

const json = { 'content-type': 'application/json' };
const probe = new ProbeClient();
beforeAll(() => probe.restart());
afterAll(() => probe.close());

describe('bodies', () => {
  it('binds known fields and drops unknown ones (mass assignment)', async () => {
    const { status, body } = await probe.post('{"name":"Ada","is_staff":true}');
    expect(status).toBe(201);
    expect(body).toEqual({ name: 'Ada' });
  });

  it('tells all failures of all fields together', async () => {
    const answer = await probe.post('{"email":"nope","name":7}');
    expectProblem(answer, 400, 'validation_failed');
    expect(answer.body['errors']).toEqual({ email: ['Enter a valid e-mail address.'], name: ['This must be a text.'] });
  });

  it.each([
    ['a number', '7'],
    ['an array', '["a"]'],
    ['an object', '{"$ne":""}'],
    ['true', 'true'],
  ])('refuses %s where a text belongs (type confusion)', async (_what, value) =>
    expectProblem(await probe.post(`{"name":${value}}`), 400, 'validation_failed'),
  );

  it('requires a field that is null', async () => {
    const answer = await probe.post('{"name":null}');
    expect(answer.body['errors']).toEqual({ name: ['This field is required.'] });
  });

  it.each([
    ['half a body', '{"name":'],
    ['text that is not JSON', 'name=Ada'],
    ['a trailing comma', '{"name":"Ada",}'],
    ['a byte order mark', '\uFEFF{"name":"Ada"}'],
    ['an array', '[]'],
    ['a text', '"Ada"'],
    ['null', 'null'],
    ['a raw NUL byte', '{"name":"A\0da"}'],
    ['duplicate keys', '{"name":"Ada","name":"Eve"}'],
    ['duplicate keys, one escaped', '{"name":"Ada","n\\u0061me":"Eve"}'],
    ['__proto__ (prototype pollution)', '{"name":"Ada","__proto__":{"is_staff":true}}'],
    ['constructor.prototype (prototype pollution)', '{"name":"Ada","constructor":{"prototype":{}}}'],
    ['33 levels', `{"name":"Ada","a":${'['.repeat(32)}${']'.repeat(32)}}`],
    ['50 000 levels (stack exhaustion)', `{"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ])('refuses %s as malformed_json', async (_what, body) => expectProblem(await probe.post(body), 400, 'malformed_json'));

  it('refuses bytes that are not UTF-8', async () => {
    expectProblem(await probe.post(Buffer.from([...Buffer.from('{"name":"'), 0xc3, 0x28, ...Buffer.from('"}')])), 400, 'malformed_json');
  });

  it.each([
    ['a NUL character', '{"name":"A\\u0000da"}'],
    ['a lone high surrogate', '{"name":"\\ud800"}'],
    ['a lone low surrogate', '{"name":"\\udc00!"}'],
    ['a NUL deep inside', '{"name":{"a":["\\u0000"]}}'],
  ])('refuses %s in a text', async (_what, body) => {
    const answer = await probe.post(body);
    expectProblem(answer, 400, 'validation_failed');
    expect(Object.keys(answer.body['errors'] as object)).toEqual(['name']);
  });

  it('refuses a NUL in the name of a field', async () => {
    expectProblem(await probe.post('{"name":"Ada","a\\u0000":1}'), 400, 'validation_failed');
  });

  it('takes whole characters written as a pair of escapes', async () => {
    expect((await probe.post('{"name":"\\ud83d\\ude00"}')).body).toEqual({ name: '😀' });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/json; charset=latin1',
    'nonsense',
  ])('refuses a body of type %s', async (type) =>
    expectProblem(await probe.post('{"name":"Ada"}', { 'content-type': type }), 415, 'unsupported_media_type'),
  );

  it('refuses a body without a type', async () => expectProblem(await probe.post('{"name":"Ada"}', {}), 415, 'unsupported_media_type'));

  it.each(['gzip', 'br', 'deflate', 'GZIP', 'identity, gzip'])(
    'refuses a body packed by %s and says what it takes (zip bomb)',
    async (coding) => {
      const answer = await probe.post(gzipSync('{"name":"Ada"}'), { ...json, 'content-encoding': coding });
      expectProblem(answer, 415, 'unsupported_media_type');
      expect(answer.headers['accept-encoding']).toBe('identity');
    },
  );

  it('takes a body that says it is not packed, and no body that says it is', async () => {
    expect((await probe.post('{"name":"Ada"}', { ...json, 'content-encoding': 'identity' })).status).toBe(201);
    expect((await probe.send('POST', '/api/probe/nothing', { 'content-encoding': 'gzip' })).status).toBe(201);
  });

  it.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', 'nonsense'])(
    'takes no body of type %s (as curl -d "" sends it)',
    async (type) => {
      expect((await probe.send('POST', '/api/probe/nothing', { 'content-type': type, 'content-length': '0' })).status).toBe(201);
      expectProblem(await probe.send('POST', '/api/probe/echo', { 'content-type': type, 'content-length': '0' }), 400, 'validation_failed');
    },
  );

  it('takes a charset of utf-8', async () => {
    expect((await probe.post('{"name":"Ada"}', { 'content-type': 'application/json; charset=UTF-8' })).status).toBe(201);
  });

  it('refuses 1 MB', async () =>
    expectProblem(await probe.post(JSON.stringify({ name: 'a'.repeat(1_000_000) })), 413, 'payload_too_large'));

  it('takes an empty body with and without a type where none is needed', async () => {
    expect((await probe.send('POST', '/api/probe/nothing')).status).toBe(201);
    expect((await probe.send('POST', '/api/probe/nothing', json, '')).status).toBe(201);
    expectProblem(await probe.send('POST', '/api/probe/echo', json, ''), 400, 'validation_failed');
  });
});
