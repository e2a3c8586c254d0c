import type { OwnPreset } from '../providers/preset.js';
import { GitHubProvider } from './github.provider.js';

/** GitHub, its Enterprise Cloud and its Enterprise Server (https://docs.github.com/apps/oauth-apps). */
export const GITHUB: OwnPreset = {
  speaks: 'own',
  name: 'GitHub',
  issuer: 'https://github.com',
  scopes: ['read:user', 'user:email'],
  trustsEmail: true,
  open: (settings, web) => new GitHubProvider(settings, web),
};
