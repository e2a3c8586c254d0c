import { isMissing, needed } from './missing-package.js';

const failure = (message: string, code?: string) => Object.assign(new Error(message), { code });
const missing = failure("Cannot find package 'twilio' imported from /app/index.js", 'ERR_MODULE_NOT_FOUND');

describe(needed.name, () => {
  it('says which package to install', async () => {
    const load = () => Promise.reject(missing);
    await expect(needed('twilio', 'SMS by Twilio', load)).rejects.toThrow(
      'SMS by Twilio needs the package twilio. Install it: npm install twilio',
    );
  });

  it('hides no other fault of the package', async () => {
    const broken = failure('The package is broken.');
    await expect(needed('twilio', 'SMS by Twilio', () => Promise.reject(broken))).rejects.toBe(broken);
  });
});

describe(isMissing.name, () => {
  it('knows a missing package from one that misses another', () => {
    expect(isMissing('twilio', missing)).toBe(true);
    expect(isMissing('twilio', failure("Cannot find module 'twilio/lib/webhooks/webhooks.js'", 'MODULE_NOT_FOUND'))).toBe(true);
    expect(
      isMissing('twilio', failure("Cannot find package 'axios' imported from /app/node_modules/twilio/a.js", 'ERR_MODULE_NOT_FOUND')),
    ).toBe(false);
  });
});
