import { SigningKeySource, TokenIssuer } from '@castellan/access';
import { SigningKeys } from '@castellan/keys';
import { PUBLIC_SERVICES } from './public-services.js';

it.each([TokenIssuer, SigningKeySource, SigningKeys])('a host is handed no %p: tokens are made at the one sign-in door', (means) => {
  expect(PUBLIC_SERVICES).not.toContain(means);
});
