import { initialsOf } from './initials.js';

describe(initialsOf.name, () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['ada', 'A'],
    ['  Grace Brewster  Hopper ', 'GH'],
    ['👩‍👩‍👧 🇩🇪', '👩‍👩‍👧🇩🇪'],
    ['e\u0301mile zola', 'E\u0301Z'],
    ['', ''],
  ])('of %p are %p', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
