import { readDateOfBirth } from './date-of-birth.js';

const NOW = new Date('2026-11-21T09:30:00Z');

describe(readDateOfBirth.name, () => {
  it.each(['1815-12-10', '1899-12-31'])('refuses %s as too long ago', (date) =>
    expect(readDateOfBirth(date, NOW)).toEqual({ problem: 'This date is before 1900.' }),
  );

  it.each(['1900-01-01', '2000-02-29', '1987-06-05', '2026-11-21'])('takes %s', (date) =>
    expect(readDateOfBirth(date, NOW)).toEqual({ value: date }),
  );

  it.each(['2026-11-22', '2027-01-01', '9999-12-31'])('refuses %s as not yet there', (date) =>
    expect(readDateOfBirth(date, NOW)).toEqual({ problem: 'This date is in the future.' }),
  );

  it('takes the day that has begun in the east already', () =>
    expect(readDateOfBirth('2026-11-22', new Date('2026-11-21T12:00:00Z'))).toEqual({ value: '2026-11-22' }));

  it.each([
    '',
    '1987-6-5',
    '05.06.1987',
    '1987-02-29',
    '1987-13-01',
    '1987-00-10',
    '1987-04-31',
    '1987-06-05T00:00:00Z',
    '１９８７-06-05',
    '+001987-06-05',
  ])('refuses "%s", which is no day', (date) => expect(readDateOfBirth(date, NOW)).toEqual({ problem: 'Enter a date as YYYY-MM-DD.' }));
});
