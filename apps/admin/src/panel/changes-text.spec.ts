import { changesAsText } from './changes-text.js';

describe(changesAsText.name, () => {
  it.each([
    ['{}', ''],
    ['{"is_active":[true,false]}', 'is_active: true → false'],
    [
      '{"name":[null,"Help"],"permissions":[[],["jobs.view","users.view"]]}',
      'name: (nothing) → Help; permissions: (nothing) → jobs.view, users.view',
    ],
    ['{"email":["***","***"]}', 'email: *** → ***'],
  ])('reads %s', (changes, told) => {
    expect(changesAsText(changes)).toBe(told);
  });
});
