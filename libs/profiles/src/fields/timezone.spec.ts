import { readTimezone } from './timezone.js';

describe(readTimezone.name, () => {
  it.each([
    ['Europe/Paris', 'Europe/Paris'],
    ['europe/paris', 'Europe/Paris'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['UTC', 'UTC'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
  ])('keeps %s as %s', (given, kept) => expect(readTimezone(given)).toEqual({ value: kept }));

  it.each(['', 'Paris', 'Europe/Atlantis', '+01:00', '-05:00', 'Europe/Paris ', '../etc/localtime', 'Europe\\Paris', 'a'.repeat(5_000)])(
    'refuses "%s"',
    (given) => expect(readTimezone(given)).toEqual({ problem: 'Enter a time zone such as Europe/Paris.' }),
  );
});
