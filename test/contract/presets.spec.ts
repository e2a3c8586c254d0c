import { loadConfiguration } from '@castellan/config';
import { PRESETS } from '@castellan/federation';
import { Page } from '../support/documents/page.js';

const KEY = 'mFr1uYb4Qe0kLz9TnWc7HsXo2Vd6PgJa8RiB';
const isRefused = (id: string): boolean => {
  try {
    loadConfiguration({ SECRET_KEY: KEY, PROVIDERS: id });
  } catch (error) {
    return String(error).includes(`PROVIDER_${id.toUpperCase()}_ISSUER`);
  }
  return false;
};

describe('the presets of providers', () => {
  it('are those that the environment wants no issuer of', () => {
    expect(Object.keys(PRESETS).filter(isRefused)).toEqual([]);
    expect(isRefused('acme')).toBe(true);
  });

  it('are those that the guide tells of, each with a page of its own', () => {
    const told = [...new Page('docs/guides/providers.md').text.matchAll(/\]\(providers\/([a-z]+)\.md\)/g)].map(([, id]) => id);
    expect(told).toEqual(Object.keys(PRESETS));
    for (const id of told) expect(new Page(`docs/guides/providers/${id}.md`).text).toContain(`/api/auth/with/${id}/callback/`);
  });
});
