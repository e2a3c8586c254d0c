import { figureQuery } from './figure-query.js';
import type { FigureTexts } from './figure-query.js';

const errorsOf = (texts: FigureTexts): unknown => {
  try {
    return figureQuery(texts);
  } catch (error) {
    return (error as { extras: { errors: unknown } }).extras.errors;
  }
};

describe(figureQuery.name, () => {
  it('asks for ten sources of all time', () => {
    expect(figureQuery({})).toEqual({ since: null, until: null, limit: 10 });
    expect(figureQuery({ since: null, until: null, limit: null })).toEqual({ since: null, until: null, limit: 10 });
  });

  it.each([
    ['2026-11-21', '2026-11-21T00:00:00.000Z'],
    ['2026-11-21T09:30Z', '2026-11-21T09:30:00.000Z'],
    ['2026-11-21T09:30:15.5+02:00', '2026-11-21T07:30:15.500Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('counts since %s', (text, since) => {
    expect(figureQuery({ since: text }).since?.toISOString()).toBe(since);
  });

  it('counts a day in until whole, and a time to the moment', () => {
    expect(figureQuery({ since: '2026-11-21', until: '2026-11-21' }).until?.toISOString()).toBe('2026-11-22T00:00:00.000Z');
    expect(figureQuery({ until: '2026-11-21T00:00:00Z' }).until?.toISOString()).toBe('2026-11-21T00:00:00.000Z');
  });

  it.each([
    '',
    ' ',
    'yesterday',
    '2026',
    '2026-13-01',
    '2026-02-30',
    '2025-02-29',
    '0000-01-01',
    '+102026-01-01',
    '20261121',
    '2026-11-21T09:30',
    '2026-11-21T25:00:00Z',
    '2026-11-21T09:30:00 01:00',
    '2026-11-21T09:30:00+99:99',
    '2026-11-21\n',
    'infinity',
    '1e3',
    "2026-11-21'; DROP TABLE users; --",
  ])('refuses the moment %j', (text) => {
    expect(errorsOf({ since: text, until: text })).toEqual({ since: [expect.stringContaining('2026-11-21')], until: [expect.any(String)] });
  });

  it.each(['', '0', '101', '-1', '+5', '5.0', '1e1', '0x10', ' 5', '05', '٥', 'all', '1;SELECT 1'])('refuses the limit %j', (limit) => {
    expect(errorsOf({ limit })).toEqual({ limit: ['Give a whole number from 1 to 100.'] });
  });

  it.each([
    ['1', 1],
    ['100', 100],
  ])('takes the limit %s', (text, limit) => {
    expect(figureQuery({ limit: text }).limit).toBe(limit);
  });

  it('refuses an end before the beginning, together with all else', () => {
    expect(errorsOf({ since: '2026-11-21', until: '2026-11-20', limit: '0' })).toEqual({
      until: [expect.stringContaining('since')],
      limit: [expect.any(String)],
    });
  });
});
