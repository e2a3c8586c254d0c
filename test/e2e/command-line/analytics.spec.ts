import { Installation } from '../../support/service/installation.js';
import { someone } from '../../support/people/people.js';

describe('castellan analytics, on the data of a service', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await Installation.create();
  });
  afterAll(() => installation.remove());

  it('sources prints where users come from, in 80 columns', async () => {
    const app = await installation.service();
    for (const source_url of ['https://example.com/?utm_source=facebook&utm_campaign=spring', 'https://example.com/register']) {
      await app.client().post('/api/auth/signup/', { ...someone(), source_url });
    }
    await app.client().post('/api/auth/signup/', { ...someone(), source_url: 'https://example.com/register' });
    const { code, stdout, stderr } = await installation.castellan(['analytics', 'sources', '--since', '2020-01-01', '--limit', '2']);
    expect([code, stderr]).toEqual([0, '']);
    const [, first, second, blank, ...bars] = stdout.split('\n');
    expect(first).toMatch(/^Website Registration {8}2 +https:\/\/example\.com\/register$/);
    expect(second).toMatch(/^Facebook - Spring Campaign {2}1 /);
    expect([blank, ...bars]).toEqual([
      '',
      expect.stringMatching(/^Website Registration +#{40,} 2$/),
      expect.stringMatching(/#{20,} 1$/),
      '',
    ]);
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBe(80);
    const terminal = await installation.castellanAsking(['analytics', 'sources'], []);
    expect(terminal.stdout).toContain('█');
    expect((await installation.castellan(['analytics', 'sources', '--until', '2000-01-01'])).stdout).toBe('Nobody came from any source.\n');
  });
});
