// The client: routes and answers are typed, refreshing is its own, in all tabs.
import { createCastellan, NetworkFailure, orThrow } from '@castellan/client';
import { connect, say } from './page.js';
import { CASTELLAN_URL } from './settings.js';

const { api } = createCastellan({
  baseUrl: CASTELLAN_URL,
  transport: 'cookie',
  onSessionOver: (reason) => say(`Your session is over: ${reason ?? 'sign in again'}`),
});

connect({
  async signIn(body) {
    const { data, error } = await api.POST('/api/auth/login', { body });
    if (data) return data.requires_2fa ? 'Now the code of your authenticator.' : `Hello, ${data.user.email}`;
    return error.code === 'throttled' ? `Wait ${error.retry_after} s.` : error.detail;
  },
  async whoAmI() {
    const { data, error } = await api.GET('/api/auth/me');
    return data ? `You are ${data.email}` : error.detail;
  },
  async signOut() {
    await orThrow(api.POST('/api/auth/logout')).catch((error) => {
      if (!(error instanceof NetworkFailure)) throw error;
      throw new Error('The service cannot be reached. You are still signed in.');
    });
    return 'Signed out';
  },
});
