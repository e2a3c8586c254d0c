import { execFileSync, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import speakeasy from 'speakeasy';
import { codeOf, matchingStep, newSecret, provisioningUri } from './totp.js';

const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'; // "12345678901234567890"
const LATEST = 2 ** 33; // the year 2242: steps beyond 32 bits of seconds

/** What Debian's authenticator says; continuous integration has to have it. */
const hasOathtool = spawnSync('oathtool', ['--version']).status === 0;
const withOathtool = hasOathtool || process.env['CI'] ? it : it.skip;

const someTimes = (count: number) => Array.from({ length: count }, () => ({ secret: newSecret(), seconds: randomInt(LATEST) }));
const stepAt = (seconds: number): number => Math.floor(seconds / 30);

describe(codeOf.name, () => {
  // RFC 6238 appendix B, SHA-1; of its eight digits six are used here.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('gives the code of RFC 6238 for the second %i', (seconds, code) => {
    expect(codeOf(RFC_SECRET, stepAt(seconds))).toBe(code.slice(-6));
  });

  it('agrees with speakeasy about many secrets and times', () => {
    for (const { secret, seconds } of someTimes(500)) {
      const theirs = speakeasy.totp({ secret, encoding: 'base32', time: seconds, step: 30, digits: 6 });
      expect({ secret, seconds, code: codeOf(secret, stepAt(seconds)) }).toEqual({ secret, seconds, code: theirs });
    }
  });

  withOathtool(`agrees with oathtool about some secrets and times${hasOathtool ? '' : ' (oathtool is not installed)'}`, () => {
    for (const { secret, seconds } of someTimes(25)) {
      const theirs = execFileSync('oathtool', ['--totp', '--base32', `--now=@${String(seconds)}`, secret], { encoding: 'utf8' }).trim();
      expect({ secret, seconds, code: codeOf(secret, stepAt(seconds)) }).toEqual({ secret, seconds, code: theirs });
    }
  });
});

describe(newSecret.name, () => {
  it('has 160 bits and is never the same', () => {
    const secrets = Array.from({ length: 100 }, newSecret);

    expect(secrets.every((secret) => /^[A-Z2-7]{32}$/.test(secret))).toBe(true);
    expect(new Set(secrets).size).toBe(100);
  });
});

describe(matchingStep.name, () => {
  it('accepts the codes of this step and of the two beside it', () => {
    for (const { secret, seconds } of someTimes(50)) {
      const step = stepAt(seconds + 60);
      for (const near of [step - 1, step, step + 1]) expect(matchingStep(secret, codeOf(secret, near), seconds + 60)).toBe(near);
    }
  });

  it.each([-2, 2, -120, 120])('refuses the code of %i steps away', (away) => {
    expect(matchingStep(RFC_SECRET, codeOf(RFC_SECRET, 1000 + away), 30_000)).toBeNull();
  });

  it('changes the step with the thirtieth second', () => {
    const code = codeOf(RFC_SECRET, 1000);

    expect(matchingStep(RFC_SECRET, code, 29_969)).toBeNull();
    expect(matchingStep(RFC_SECRET, code, 29_970)).toBe(1000);
    expect(matchingStep(RFC_SECRET, code, 30_059)).toBe(1000);
    expect(matchingStep(RFC_SECRET, code, 30_060)).toBeNull();
  });

  it('takes the last of two steps that have the same code, so that it is no code of the other one afterwards', () => {
    const [step, code] = [910_737, '911617']; // of this step and of the next one
    expect([codeOf(RFC_SECRET, step), codeOf(RFC_SECRET, step + 1)]).toEqual([code, code]);

    for (const now of [step, step + 1]) expect(matchingStep(RFC_SECRET, code, now * 30)).toBe(step + 1);
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '9'.repeat(1_000_000)])('finds nothing for %.12s', (code) => {
    expect(matchingStep(RFC_SECRET, code, 59)).toBeNull();
  });
});

describe(provisioningUri.name, () => {
  it('is what authenticator apps read', () => {
    expect(provisioningUri('Castellan', 'ada@example.org', RFC_SECRET)).toBe(
      `otpauth://totp/Castellan:ada%40example.org?secret=${RFC_SECRET}&issuer=Castellan&algorithm=SHA1&digits=6&period=30`,
    );
  });

  it.each([
    ['A & B/C?d#e', 'a+b%40c@example.org'],
    ['Söhne "und" Töchter', 'o’hara\\:x/y?secret=EVIL&issuer=z#@example.org'],
    ['名前', '名前@例え.jp'],
  ])('keeps every part of %s and %s in its place', (issuer, account) => {
    const uri = new URL(provisioningUri(issuer, account, RFC_SECRET));

    expect(uri.pathname.slice(1).split(':').map(decodeURIComponent)).toEqual([issuer, account]);
    expect(Object.fromEntries(uri.searchParams)).toEqual({ secret: RFC_SECRET, issuer, algorithm: 'SHA1', digits: '6', period: '30' });
    expect(uri.hash).toBe('');
  });

  it('leads an authenticator to the codes that are accepted', () => {
    const uri = new URL(provisioningUri('Castellan', 'ada@example.org', newSecret()));
    const secret = uri.searchParams.get('secret')!;

    expect(matchingStep(secret, speakeasy.totp({ secret, encoding: 'base32', time: 1_234_567_890 }), 1_234_567_890)).toBe(41_152_263);
  });
});
