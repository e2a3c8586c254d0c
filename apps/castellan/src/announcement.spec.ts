import { type Configuration, loadConfiguration } from '@castellan/config';
import { announcement } from './announcement.js';

const linesAt = (PUBLIC_URL: string) => {
  const configuration = loadConfiguration({ SECRET_KEY: 'a secret key for tests, of 32 bytes and more', PUBLIC_URL });
  return linesOf(configuration, 3001);
};
const linesOf = (configuration: Configuration, port: number | null) => {
  const told = announcement(configuration, port, 'npx castellan');
  return told.split('\n').map((line) => line.trim().split(/ {2,}/).slice(0, 2));
};

describe(announcement.name, () => {
  it('tells addresses that are there, below a path too', () => {
    expect(linesAt('http://localhost:8080')).toEqual(
      expect.arrayContaining([
        ['API', 'http://localhost:8080/api/auth/'],
        ['Swagger', 'http://localhost:3000/docs'],
        ['Inbox', 'http://localhost:3000/dev/inbox'],
      ]),
    );
    expect(linesAt('http://localhost:8080/auth')).toEqual(
      expect.arrayContaining([
        ['API', 'http://localhost:8080/auth/api/auth/'],
        ['Swagger', 'http://localhost:3000/auth/docs'],
        ['Inbox', 'http://localhost:3000/auth/dev/inbox'],
      ]),
    );
  });

  it('begins with the page to begin with, where there are pages', () => {
    const lines = linesAt('http://localhost:8080/auth');
    expect(lines.slice(3, 4)).toEqual([['Begin here', 'http://localhost:8080/auth/']]);
    const configuration = loadConfiguration({ SECRET_KEY: 'a secret key for tests, of 32 bytes and more', PAGES: 'off' });
    expect(linesOf(configuration, null).map(([name]) => name)).not.toContain('Begin here');
  });

  it('says how to get a panel where there is none', () => {
    const configuration = loadConfiguration({ SECRET_KEY: 'a secret key for tests, of 32 bytes and more' });
    expect(linesOf(configuration, null)).toContainEqual(['Panel', 'not installed; npm install @castellan/admin']);
  });
});
