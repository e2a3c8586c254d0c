import type { OpenIdPreset } from '../providers/preset.js';

/** GitLab (https://docs.gitlab.com/integration/openid_connect_provider/). `email` is the primary address, which is proven before it is one. */
export const GITLAB: OpenIdPreset = {
  speaks: 'openid',
  name: 'GitLab',
  issuer: 'https://gitlab.com',
  scopes: ['openid', 'email', 'profile'],
  trustsEmail: true,
};
