import { verifyLogin } from '../people/second-factor.js';
import type { Theft } from './theft.js';

/** Tries everything that the thief holds; gives what still opens the account. */
export async function leftOver(theft: Theft): Promise<readonly string[]> {
  const found = [
    ...(await sessions(theft)),
    ...(await passwords(theft)),
    ...(await pending(theft)),
    ...(await links(theft)),
    ...(await passkey(theft)),
  ];
  if (await theft.isConnected()) found.push('an account elsewhere');
  const numbers = await theft.app.sql('SELECT 1 FROM users WHERE phone = ANY ($1)', [theft.numbers]);
  return numbers.length > 0 ? [...found, 'a phone number'] : found;
}

async function sessions(theft: Theft): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { bearer, refresh } of theft.sessions) {
    if ((await theft.app.client().get('/api/auth/me/', bearer)).status === 200) found.push('a session');
    if ((await theft.post('refresh', { refresh })).status === 200) found.push('a refresh token');
  }
  return found;
}

/** Without a device, and on the last one: so many that no budget of failures speaks for us. */
async function passwords(theft: Theft): Promise<readonly string[]> {
  const found: string[] = [];
  const names = [...new Set([theft.owner.email, theft.address])];
  for (const password of theft.passwords) {
    for (const email of names) {
      const device_token = theft.devices.at(-1);
      const { status, body } = await theft.post('login', { email, password, transport: 'bearer', device_token });
      if (status === 200) found.push(body.requires_2fa ? 'a password, before the second factor' : 'a password');
    }
  }
  return found;
}

async function pending(theft: Theft): Promise<readonly string[]> {
  const codes = [...theft.backupCodes.slice(-1), ...(theft.authenticator ? [await theft.authenticator.nextCode()] : [])];
  const found: string[] = [];
  for (const token of theft.pending) {
    for (const code of codes) if ((await verifyLogin(theft.app, token, code)).status === 200) found.push('a sign-in begun before');
  }
  return found;
}

async function passkey(theft: Theft): Promise<readonly string[]> {
  if (!theft.key) return [];
  const { status, body } = await theft.signInByPasskey();
  return status === 401 && body.code === 'invalid_passkey' ? [] : [`a passkey: ${String(status)}`];
}

async function links(theft: Theft): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [page, link] of theft.links) {
    const { status } = await theft.post(page, { ...link, new_password: 'his own choice of words 5' });
    if (status === 200) found.push(`a link to ${page}`);
  }
  return found;
}
