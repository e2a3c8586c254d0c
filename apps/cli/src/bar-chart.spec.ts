import { barChart } from './bar-chart.js';
import { fitted, widthOf } from './cells.js';

const BARS = [
  { label: 'Facebook - Spring Campaign', value: 1_200 },
  { label: 'example.com', value: 600 },
  { label: 'Dashboard', value: 1 },
];
const linesOf = (chart: string): readonly string[] => chart.split('\n').slice(0, -1);

describe(barChart.name, () => {
  it('draws the largest over all the room, and the others in proportion', () => {
    const lines = linesOf(barChart(BARS, { columns: 72, isPlain: true }));
    expect(lines).toEqual([
      `Facebook - Spring Campaign  ${'#'.repeat(39)} 1200`,
      `example.com                 ${'#'.repeat(20)} 600`,
      'Dashboard                   # 1',
    ]);
  });

  it('ends bars in eighths on a terminal', () => {
    const lines = linesOf(
      barChart(
        [
          { label: 'a', value: 16 },
          { label: 'b', value: 9 },
          { label: 'c', value: 0 },
        ],
        { columns: 8, isPlain: false },
      ),
    );
    expect(lines).toEqual(['a  ██ 16', 'b  █▏ 9', 'c   0']);
  });

  it.each([true, false])('fits 80 columns whatever comes (plain: %p)', (isPlain) => {
    const bars = [...BARS, { label: 'x'.repeat(200), value: 999_999_999 }, { label: '漢'.repeat(100), value: 5 }, { label: '', value: 0 }];
    for (const line of linesOf(barChart(bars, { columns: 80, isPlain }))) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });

  it('draws nothing of nothing', () => {
    expect(barChart([], { columns: 80, isPlain: false })).toBe('');
  });
});

describe(fitted.name, () => {
  it.each([
    ['example.com', 11, 'example.com'],
    ['example.com', 8, 'example…'],
    ['漢字漢字', 5, '漢字…'],
    ['漢字漢字', 4, '漢…'],
    ['e\u0301te\u0301', 3, 'e\u0301te\u0301'],
  ])('puts %s into %i columns', (text, columns, result) => {
    expect(fitted(text, columns)).toBe(result);
  });

  it('takes out what a terminal obeys (escape sequences, turned writing)', () => {
    expect(fitted('a\u001b[2J\u0007\n\u202eb', 20)).toBe('a[2Jb');
  });
});
