import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually } from '../../support/app/eventually.js';
import { FakeNode } from '../../support/deploy/fake-node.js';
import { HaproxyFile } from '../../support/deploy/haproxy-file.js';

const describeWithHaproxy = HaproxyFile.isInstalled || process.env['CI'] ? describe : describe.skip;
const run = promisify(execFile);

describeWithHaproxy('deploy/haproxy.cfg', () => {
  let nodes: FakeNode[];
  let proxy: HaproxyFile;
  beforeAll(async () => {
    nodes = await Promise.all([FakeNode.start(), FakeNode.start(), FakeNode.start()]);
    proxy = await HaproxyFile.start(nodes.map(({ address }) => address));
  });
  afterAll(async () => {
    await proxy.remove();
    await Promise.all(nodes.map((node) => node.stop()));
  });
  beforeEach(() => nodes.forEach((node) => node.taken.splice(0)));

  /** As browsers do, curl offers HTTP/2 too, and sends again what a server says it has not done. */
  const curl = async (path: string, ...options: string[]) => {
    const { stdout } = await run('curl', ['-sk', '-w', '\n%{http_code}', ...options, `${proxy.https}${path}`]);
    const [text = '', status] = stdout.split(/\n(?=\d+$)/);
    return { status: Number(status), body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>) };
  };
  const taken = () => nodes.flatMap((node) => node.taken);

  it('is sound, and a fault in it would be found', () => {
    expect(HaproxyFile.faultOf()).toBeNull();
    expect(HaproxyFile.faultOf((text) => text.replace('balance leastconn', 'balance leastcon'))).toContain('balance only supports');
  });

  it('tells who asks, whatever they claim to be', async () => {
    const { body } = await curl('/', '-H', 'X-Forwarded-For: 203.0.113.9');
    expect(body).toMatchObject({ from: '127.0.0.1' });
  });

  it('never sends a POST twice that a node let fall', async () => {
    expect(await curl('/dropped', '-d', 'amount=1')).toMatchObject({ status: 502, body: { title: 'Bad Gateway' } });
    expect(taken()).toEqual(['POST /dropped']);
  });

  it('asks three nodes for what harms nobody', async () => {
    expect(await curl('/dropped')).toMatchObject({ status: 502 });
    expect(taken()).toEqual(['GET /dropped', 'GET /dropped', 'GET /dropped']);
  });

  it('takes a body of 6 MB and no larger one', async () => {
    const ofMegabytes = (count: number) => ['--request', 'POST', '-H', `Content-Length: ${count * 1024 * 1024}`, '--max-time', '1'];
    const sized = await run('sh', [
      '-c',
      `head -c 6000000 /dev/zero | curl -sk -w '%{http_code}' -o /dev/null --data-binary @- ${proxy.https}/`,
    ]);
    expect(sized.stdout).toBe('200');
    expect(await curl('/', ...ofMegabytes(7), '-o', '/dev/null')).toMatchObject({ status: 413 });
  });

  it('logs no query, where mailed links have their secret', async () => {
    await curl('/reset-password?token=secret');
    await eventually(
      () => Promise.resolve(proxy.log),
      (log) => log.includes('GET /reset-password'),
    );
    expect(proxy.log).not.toContain('secret');
  });

  it('sends nothing to a node that is not ready, and says so when none is', async () => {
    const [first, ...others] = nodes as [FakeNode, ...FakeNode[]];
    const down = (count: number) =>
      eventually(
        () => Promise.resolve(proxy.log.match(/^Server api\/.+ is DOWN/gm)),
        (seen) => seen?.length === count,
      );
    first.isReady = false;
    await down(1);
    await Promise.all(Array.from({ length: 12 }, () => curl('/')));
    expect(first.taken).toEqual([]);
    expect(taken()).toHaveLength(12);

    for (const node of others) node.isReady = false;
    await down(3);
    expect(await curl('/')).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  });
});
