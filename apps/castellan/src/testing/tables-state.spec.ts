import fs from 'node:fs';
import { tablesState } from './tables-state.js';

const real = fs.readFileSync;
/** The state when the files whose path matches say something else. */
function stateWhen(path: RegExp): string {
  const read = (file: never, options: never) => (path.test(String(file)) ? 'something else' : real(file, options));
  jest.spyOn(fs, 'readFileSync').mockImplementation(read as never);
  const state = tablesState('castellan');
  jest.restoreAllMocks();
  return state;
}

describe(tablesState.name, () => {
  it('is the same as long as nothing changes', () => {
    expect([tablesState('castellan'), tablesState('public')]).toEqual([stateWhen(/^$/), expect.not.stringContaining(stateWhen(/^$/))]);
  });

  it.each([
    ['another version of PGlite, which may not read what this one wrote', /pglite.package\.json$/],
    ['a changed migration', /1796001000000-app-role\.ts$/],
  ])('is another one with %s', (_what, path) => {
    expect(stateWhen(path)).not.toBe(tablesState('castellan'));
  });
});
