import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeNext } from './safe-next.js';

const PAGES = join(import.meta.dirname, '../../../../apps/web/src/app/next.ts');

describe(safeNext.name, () => {
  it('judges as the pages do, which cannot import it', () => {
    const [, ...lines] = readFileSync(join(import.meta.dirname, 'safe-next.ts'), 'utf8').split('\n');

    expect(lines.join('\n')).toBe(readFileSync(PAGES, 'utf8'));
  });

  it('leads nowhere else (open redirect)', () => {
    const surroundings = { origin: 'https://auth.example.com', origins: [] };

    expect(safeNext('//evil.example', surroundings)).toBeNull();
    expect(safeNext('/security', surroundings)).toBe('https://auth.example.com/security');
  });
});
