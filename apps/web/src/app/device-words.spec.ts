import { deviceWords } from './device-words.js';

const german = (key: string, { browser = '', system = '' }: Readonly<Record<string, string | number>> = {}): string =>
  key === 'pages.common.device' ? `${browser} unter ${system}` : 'Unbekanntes Gerät';

describe(deviceWords.name, () => {
  it.each([
    ['Chrome on Linux', 'Chrome unter Linux'],
    ['Samsung Internet for Android on Android', 'Samsung Internet for Android unter Android'],
    ['Unknown device', 'Unbekanntes Gerät'],
    ['curl', 'curl'],
    ['Firefox', 'Firefox'],
    ['a on b on c', 'a on b on c'],
    [' on Linux', ' on Linux'],
    ['', ''],
  ])('calls %p %p', (name, words) => {
    expect(deviceWords(name, german)).toBe(words);
  });
});
