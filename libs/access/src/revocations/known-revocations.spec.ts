import { SessionIsOver, TokenExpired, TokenInvalid } from '../errors.js';
import type { AccessClaims } from '../tokens/claims.js';
import { KnownRevocations } from './known-revocations.js';

const LIFE_MS = 900_000;
const NOW = 1_800_000_000_000;
const AT = { at: NOW };

const claims = (more: Partial<AccessClaims> = {}): AccessClaims =>
  ({ sid: 's', sub: 'u', ver: 1, step: 1, iat: NOW / 1000 - 60, ...more }) as AccessClaims; // what is looked at

describe(KnownRevocations.name, () => {
  it('refuses what each row is about, and nothing else', () => {
    const known = new KnownRevocations(LIFE_MS);
    known.add({ sid: 'ended', ...AT }, NOW);
    known.add({ sid: 'raised', step: 2, ...AT }, NOW);
    known.add({ sub: 'changed', ver: 2, ...AT }, NOW);
    known.add({ sub: 'deleted', ...AT }, NOW);

    expect(known.refusalOf(claims())).toBeNull();
    expect(known.refusalOf(claims({ sid: 'ended' }))).toBeInstanceOf(SessionIsOver);
    expect(known.refusalOf(claims({ sid: 'raised' }))).toBeInstanceOf(TokenExpired);
    expect(known.refusalOf(claims({ sid: 'raised', step: 2 }))).toBeNull();
    expect(known.refusalOf(claims({ sub: 'changed' }))).toBeInstanceOf(TokenExpired);
    expect(known.refusalOf(claims({ sub: 'changed', ver: 2 }))).toBeNull();
    expect(known.refusalOf(claims({ sub: 'deleted', ver: 99 }))).toBeInstanceOf(TokenInvalid);
  });

  it('takes no line back, in whatever order rows come', () => {
    const known = new KnownRevocations(LIFE_MS);
    known.add({ sid: 's', ...AT }, NOW);
    known.add({ sid: 's', step: 1, ...AT }, NOW);
    known.add({ sub: 'u', ver: 3, ...AT }, NOW);
    known.add({ sub: 'u', ver: 2, ...AT }, NOW);

    expect(known.refusalOf(claims())).toBeInstanceOf(SessionIsOver);
    expect(known.refusalOf(claims({ sid: 'other', ver: 2 }))).toBeInstanceOf(TokenExpired);
  });

  it('forgets no line earlier for an older row that was committed later', () => {
    const known = new KnownRevocations(LIFE_MS);
    known.add({ sub: 'u', ver: 3, ...AT }, NOW);
    known.add({ sub: 'u', ver: 2, at: NOW - 600_000 }, NOW);
    known.add({ sid: 'another', at: NOW + 600_000 }, NOW + 600_000);

    expect(known.refusalOf(claims({ ver: 2 }))).toBeInstanceOf(TokenExpired);
  });

  it('forgets what no token can be of any more', () => {
    const known = new KnownRevocations(LIFE_MS);
    known.add({ sid: 'old', ...AT }, NOW);
    known.add({ sid: 'new', at: NOW + LIFE_MS + 60_001 }, NOW + LIFE_MS + 60_001);

    expect(known.size).toBe(1);
  });

  it('lets nobody in whom it had to forget for want of room (flood of revocations)', () => {
    const known = new KnownRevocations(LIFE_MS, 10);
    known.add({ sid: 's', ...AT }, NOW);
    for (let index = 0; index < 20; index += 1) known.add({ sid: `other ${index}`, at: NOW + index }, NOW + index);

    expect(known.size).toBe(10);
    expect(known.refusalOf(claims())).toBeInstanceOf(TokenExpired);
    expect(known.refusalOf(claims({ iat: NOW / 1000 + 120 }))).toBeNull();
  });

  it('lets whoever refreshes after it in again, however fast it had to forget', () => {
    const known = new KnownRevocations(LIFE_MS, 10);
    for (let index = 0; index < 20; index += 1) known.add({ sid: `other ${index}`, at: NOW - 5_000 }, NOW);

    expect(known.refusalOf(claims({ iat: NOW / 1000 - 1 }))).toBeInstanceOf(TokenExpired);
    expect(known.refusalOf(claims({ iat: NOW / 1000 }))).toBeNull();
  });

  it('lets no token in that may be of before, where the clock of the issuer is ahead', () => {
    const known = new KnownRevocations(LIFE_MS, 10);
    for (let index = 0; index < 20; index += 1) known.add({ sid: `other ${index}`, at: NOW + 30_000 }, NOW);

    expect(known.refusalOf(claims({ iat: NOW / 1000 + 29 }))).toBeInstanceOf(TokenExpired);
    expect(known.refusalOf(claims({ iat: NOW / 1000 + 30 }))).toBeNull();
  });
});
