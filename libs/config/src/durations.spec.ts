import { durationWithin, spell } from './durations.js';
import { Unreadable } from './parse.js';

const parse = durationWithin({ min: 0, max: 365 * 86_400_000 });

describe(durationWithin.name, () => {
  it.each([
    ['500ms', 500],
    ['300s', 300_000],
    ['15m', 900_000],
    ['12h', 43_200_000],
    ['7d', 604_800_000],
  ])('reads %s as %d ms and spells it again', (text, ms) => {
    expect(parse(text)).toBe(ms);
    expect(parse(spell(ms))).toBe(ms);
  });

  it.each(['', '15', 'm', '15 m', '-1s', '1.5h', '1w', '15M', '1e3s', '9999999999s', '366d'])('refuses %j', (text) => {
    expect(() => parse(text)).toThrow(Unreadable);
  });
});
