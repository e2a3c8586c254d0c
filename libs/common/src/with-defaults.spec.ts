import { withDefaults } from './with-defaults.js';

interface Options {
  readonly name: string;
  readonly tries?: number;
  readonly note?: string | null;
}

describe(withDefaults.name, () => {
  const withNone = (given: Options): Required<Options> => withDefaults<Options>({ tries: 3, note: null }, given);

  it('fills in what was left out', () => expect(withNone({ name: 'a' })).toEqual({ name: 'a', tries: 3, note: null }));

  it('takes undefined for left out, and nothing else', () => {
    expect(withNone({ name: 'a', tries: undefined, note: '' })).toEqual({ name: 'a', tries: 3, note: '' });
    expect(withNone({ name: 'a', tries: 0, note: null })).toEqual({ name: 'a', tries: 0, note: null });
  });
});
