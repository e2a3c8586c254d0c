import { exposition } from './exposition.js';

describe(exposition.name, () => {
  it('writes what Prometheus reads', () => {
    const text = exposition([
      { name: 'up', help: 'Is it?', type: 'gauge', samples: [{ value: 1 }] },
      { name: 'took_seconds', help: 'How long.', type: 'histogram', samples: [{ suffix: '_bucket', labels: { le: '+Inf' }, value: 2 }] },
    ]);

    expect(text).toBe(
      '# HELP up Is it?\n# TYPE up gauge\nup 1\n# HELP took_seconds How long.\n# TYPE took_seconds histogram\ntook_seconds_bucket{le="+Inf"} 2\n',
    );
  });

  it('lets no label write a line of its own (injection)', () => {
    const samples = [{ labels: { route: 'a"} 1\nadmin{x="\\' }, value: 1 }];
    expect(exposition([{ name: 'n', help: 'h', type: 'counter', samples }]).split('\n')).toHaveLength(4);
  });
});
