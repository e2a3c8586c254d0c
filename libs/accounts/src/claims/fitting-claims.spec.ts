import { fittingClaims, MOST_NAMES } from './fitting-claims.js';

const names = (count: number, length = 8) => Array.from({ length: count }, (_, at) => String(at).padStart(length, 'p'));

describe(fittingClaims, () => {
  it('says what host and we say, and of one name what we say', () => {
    const host = { shop: 'Ghent', permissions: ['everything'], email: 'mine@example.com' };
    const ours = { email: 'ada@example.com', permissions: [] };
    expect(fittingClaims(host, ours, 'cookie')).toEqual({ shop: 'Ghent', email: 'ada@example.com', permissions: [] });
  });

  it.each(['permissions', 'groups'])('leaves more than 100 %s out, and says so', (name) => {
    const ours = { email: 'ada@example.com', [name]: names(MOST_NAMES + 1) };
    expect(fittingClaims({}, ours, 'bearer')).toEqual({ email: 'ada@example.com', [`${name}_omitted`]: true });
    expect(fittingClaims({}, { [name]: names(MOST_NAMES) }, 'bearer')[name]).toHaveLength(MOST_NAMES);
  });

  it('leaves out what would make a cookie too large, permissions first, then groups, then the name', () => {
    const [permissions, groups, name] = [names(100, 20), names(12, 150), 'ł'.repeat(300)];
    expect(fittingClaims({}, { permissions }, 'bearer')).toEqual({ permissions });
    expect(fittingClaims({}, { permissions }, 'cookie')).toEqual({ permissions_omitted: true });
    expect(fittingClaims({}, { permissions, groups }, 'cookie')).toEqual({ permissions_omitted: true, groups });
    const all = { name: 'ł'.repeat(1_100), groups, permissions };
    expect(fittingClaims({}, all, 'cookie')).toEqual({ name_omitted: true, groups_omitted: true, permissions_omitted: true });
    expect(fittingClaims({}, { name, groups: names(100, 100) }, 'cookie')).toEqual({ name, groups_omitted: true });
  });

  it('makes room beside what the host says, and takes nothing of that away', () => {
    const host = { note: 'x'.repeat(1_400) };
    expect(fittingClaims(host, { permissions: names(60, 20) }, 'cookie')).toEqual({ ...host, permissions_omitted: true });
  });

  it('lets no mark of the host stand beside a list of ours', () => {
    expect(fittingClaims({ permissions_omitted: true }, { permissions: ['a'] }, 'cookie')).toEqual({ permissions: ['a'] });
  });
});
