import { usageFor } from './usage.js';

describe(usageFor, () => {
  it.each([['--help'], ['-h']])('is told in place of a start: %s', (arg) => {
    expect(usageFor([arg])).toMatchObject({ stream: 'stdout', code: 0, text: expect.stringContaining('castellan -- --help') as string });
  });

  it('refuses what would be thought to be read, and repeats no secret of it', () => {
    const usage = usageFor(['--secret=hunter5', '--help']);
    expect(usage).toMatchObject({ stream: 'stderr', code: 2 });
    expect(usage?.text).not.toContain('hunter5');
  });

  it('lets the service start without arguments', () => expect(usageFor([])).toBeNull());
});
