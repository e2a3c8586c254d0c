import { Messages } from '@castellan/branding';
import type { DiscoveryService } from '@nestjs/core';
import { ReaderLanguage } from './reader-language.service.js';
import { ReaderLanguages } from './reader-languages.js';
import type { Reader } from './reader-languages.js';

class Profiles extends ReaderLanguages {
  readonly asked: Reader[] = [];

  constructor(private readonly languages: Readonly<Record<string, string>>) {
    super();
  }

  async of(reader: Reader): Promise<string | null> {
    this.asked.push(reader);
    return this.languages[reader.userId ?? reader.to] ?? null;
  }
}

describe(ReaderLanguage.name, () => {
  const profiles = new Profiles({ 'ada@example.org': 'de-AT', '7': 'de', 'eve@example.org': 'tlh' });
  const others = new Profiles({ 'bob@example.org': 'de' });
  const among = (languages: readonly string[], ...known: readonly ReaderLanguages[]): ReaderLanguage => {
    // as much of it as is asked for
    const discovery = { getProviders: () => known.map((instance) => ({ instance })) } as unknown as DiscoveryService;
    const language = new ReaderLanguage(discovery, { messages: new Messages({ languages }) });
    language.onModuleInit();
    return language;
  };
  const both = among(['en', 'de'], profiles, others);

  it.each([
    [{ to: 'ada@example.org', language: 'en' }, 'de'],
    [{ to: 'bob@example.org', language: 'en' }, 'de'],
    [{ to: 'new@example.org', userId: '7' }, 'de'],
    [{ to: 'nobody@example.org', language: 'de-CH,en;q=0.1' }, 'de'],
    [{ to: 'eve@example.org', language: 'de' }, 'de'],
    [{ to: 'eve@example.org', language: 'tlh' }, 'en'],
    [{ to: 'nobody@example.org' }, 'en'],
  ])('of %j is %s', async (reader, language) => {
    expect(await both.of(reader)).toBe(language);
  });

  it('is the first there is, where nothing better is known', async () => {
    expect(await among(['de', 'en']).of({ to: 'ada@example.org', language: '*' })).toBe('de');
  });

  it('is the first for operators, whatever stands in their profiles', async () => {
    profiles.asked.length = 0;

    expect(await both.of({ to: 'ada@example.org', template: 'security-incident', language: 'de' })).toBe('en');
    expect(profiles.asked).toEqual([]);
  });
});
