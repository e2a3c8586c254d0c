import { widthOf } from './cells.js';
import { printed } from './source-report.js';

const FIGURES = [
  {
    id: '1',
    url: 'https://www.example.com/?utm_source=facebook&utm_campaign=spring',
    displayName: 'Facebook - Spring Campaign',
    userCount: 42,
  },
  { id: '2', url: 'https://example.org/', displayName: 'example.org', userCount: 7 },
];

describe(printed.name, () => {
  it('prints a table and bars', () => {
    expect(printed(FIGURES, { columns: 80, isPlain: true })).toBe(
      [
        'SOURCE                      USERS  URL',
        'Facebook - Spring Campaign  42     https://www.example.com/?utm_source=facebook…',
        'example.org                 7      https://example.org/',
        '',
        'Facebook - Spring Campaign  ################################################# 42',
        'example.org                 ######## 7',
        '',
      ].join('\n'),
    );
  });

  it('draws blocks on a terminal only', () => {
    expect(printed(FIGURES, { columns: 80, isPlain: false })).toContain('█');
    expect(printed(FIGURES, { columns: 80, isPlain: true })).not.toMatch(/[█▏▎▍▌▋▊▉]/);
  });

  it.each([40, 80])('fits %i columns', (columns) => {
    const figures = [
      ...FIGURES,
      { id: '3', url: `https://${'a'.repeat(1_900)}.example/`, displayName: '漢'.repeat(60), userCount: 1_000_000 },
    ];
    for (const line of printed(figures, { columns, isPlain: false }).split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns);
  });

  it('says so when there is nothing', () => {
    expect(printed([], { columns: 80, isPlain: true })).toBe('Nobody came from any source.\n');
  });
});
