import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Variables } from './variables.js';

describe(Variables.name, () => {
  const directory = mkdtempSync(join(tmpdir(), 'castellan-secrets-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const file = (content: string): string => {
    const path = join(directory, 'secret');
    writeFileSync(path, content);
    return path;
  };

  it('reads a secret from the file that NAME_FILE names, without its last line break', () => {
    expect(new Variables({ SECRET_KEY_FILE: file('of 32 bytes\n') }).text('SECRET_KEY')).toBe('of 32 bytes');
    expect(new Variables({ SUPERUSER_PASSWORD_FILE: file(' kept as it stands \r\n') }).untrimmed('SUPERUSER_PASSWORD')).toBe(
      ' kept as it stands ',
    );
  });

  it('takes an empty NAME_FILE, and an empty file, for not set', () => {
    expect(new Variables({ SMTP_URL_FILE: '', SMTP_URL: 'smtp://localhost' }).text('SMTP_URL')).toBe('smtp://localhost');
    expect(new Variables({ SMTP_URL_FILE: file('\n') }).text('SMTP_URL')).toBeUndefined();
  });

  it('refuses a file that is not there once, however often it is read, and tells nothing of a secret', () => {
    const variables = new Variables({ SECRET_KEY_FILE: join(directory, 'none') });
    variables.text('SECRET_KEY');
    variables.text('SECRET_KEY');

    expect(() => variables.close()).toThrow(
      expect.objectContaining({
        faults: [
          {
            name: 'SECRET_KEY_FILE',
            problem: 'names a file that cannot be read (ENOENT)',
            change: 'SECRET_KEY_FILE=/run/secrets/secret_key',
          },
        ],
      }),
    );
  });

  it('refuses both at once', () => {
    const variables = new Variables({ SECRET_KEY: 'one', SECRET_KEY_FILE: file('another') });
    variables.text('SECRET_KEY');

    expect(() => variables.close()).toThrow(/SECRET_KEY_FILE is set beside SECRET_KEY/);
  });
});
