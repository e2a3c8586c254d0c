// fetch alone: cookies go along, what has expired is refreshed once for all that wait, and problems have a code.
import { connect } from './page.js';
import { CASTELLAN_URL } from './settings.js';

connect({
  async signIn(body) {
    const answer = await send('/api/auth/login', { method: 'POST', body: JSON.stringify(body) });
    if (answer.ok) return answer.body.requires_2fa ? 'Now the code of your authenticator.' : `Hello, ${answer.body.user.email}`;
    return answer.body.code === 'throttled' ? `Wait ${answer.body.retry_after} s.` : answer.body.detail;
  },
  async whoAmI() {
    const answer = await call('/api/auth/me');
    return answer.ok ? `You are ${answer.body.email}` : answer.body.detail;
  },
  async signOut() {
    await send('/api/auth/logout', { method: 'POST' });
    return 'Signed out';
  },
});

let refreshing = null;

/** A call that somebody signed in makes. */
async function call(path, init) {
  const answer = await send(path, init);
  if (answer.status !== 401) return answer;
  refreshing ??= send('/api/auth/refresh', { method: 'POST' }).finally(() => (refreshing = null));
  const refreshed = await refreshing;
  return refreshed.ok ? send(path, init) : refreshed; // 401: the session is over, and `reason` says why
}

async function send(path, init = {}) {
  const headers = init.body ? { 'content-type': 'application/json' } : {};
  const answer = await fetch(CASTELLAN_URL + path, { ...init, headers, credentials: 'include' });
  return { ok: answer.ok, status: answer.status, body: await answer.json() };
}
